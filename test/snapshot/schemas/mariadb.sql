-- A film rental shop with every kind of object that MariaDB has and the model knows, and an event, which it only lists.
CREATE SEQUENCE ticket_seq START WITH 100 INCREMENT BY 5 MINVALUE 10 MAXVALUE 9000 CACHE 20 CYCLE;
CREATE SEQUENCE plain_seq;
CREATE SEQUENCE countdown_seq START WITH -1 INCREMENT BY -1;
CREATE TABLE language (
  language_id tinyint unsigned NOT NULL AUTO_INCREMENT,
  name char(20) NOT NULL,
  last_update timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  PRIMARY KEY (language_id),
  UNIQUE KEY language_name (name)
) COMMENT 'languages; with a semicolon and ''quotes'' and a \\ backslash';
CREATE TABLE film (
  film_id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
  title varchar(255) NOT NULL COMMENT 'as on the poster',
  description text COLLATE utf8mb4_bin,
  latin varchar(10) CHARACTER SET latin1,
  release_year year,
  language_id tinyint unsigned NOT NULL,
  original_language_id tinyint unsigned,
  rental_rate decimal(4,2) NOT NULL DEFAULT 4.99,
  whole decimal(6),
  debt bigint DEFAULT -5,
  length smallint zerofill,
  small tinyint(1) DEFAULT 1,
  rating enum('G','PG','R','it''s adult') DEFAULT 'G',
  special_features set('Trailers','Cuts') DEFAULT 'Trailers,Cuts',
  flags bit(8) DEFAULT b'101',
  data json DEFAULT '{}',
  raw varbinary(16),
  pic mediumblob,
  uid uuid DEFAULT uuid(),
  place point NOT NULL,
  at_time time(2) DEFAULT '12:00:00',
  starts datetime(3) DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  day date DEFAULT '2020-02-29',
  today date DEFAULT curdate(),
  note varchar(100) DEFAULT 'back\\slash and ''quote''',
  nothing varchar(10) DEFAULT NULL,
  ticket int DEFAULT nextval(ticket_seq),
  lines_text varchar(20) DEFAULT 'a\nb',
  title_length int GENERATED ALWAYS AS (char_length(title)) VIRTUAL,
  title_upper varchar(255) GENERATED ALWAYS AS (upper(title)) STORED,
  hidden int INVISIBLE DEFAULT 3,
  `Mixed Case` int,
  amount float(7,4),
  ratio double DEFAULT 0.5,
  ip inet6,
  qty int CHECK (qty > 0),
  CONSTRAINT film_rate_check CHECK (rental_rate >= 0 AND note <> 'it''s'),
  CONSTRAINT film_language FOREIGN KEY (language_id) REFERENCES language (language_id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT film_original FOREIGN KEY (original_language_id) REFERENCES language (language_id) ON DELETE SET NULL ON UPDATE NO ACTION,
  UNIQUE KEY film_uid (uid) COMMENT 'a key of its own',
  UNIQUE KEY film_title_part (title(10), length),
  KEY film_title (title, length DESC) COMMENT 'for the search',
  FULLTEXT KEY film_text (title, note),
  SPATIAL KEY film_place (place),
  KEY film_ignored (debt) IGNORED
) COMMENT 'films' ROW_FORMAT = DYNAMIC STATS_PERSISTENT = 1;
CREATE TABLE store (store_id int PRIMARY KEY, manager_id int NOT NULL) ENGINE = InnoDB DEFAULT CHARSET = latin1 COLLATE = latin1_german1_ci;
CREATE TABLE staff (staff_id int AUTO_INCREMENT PRIMARY KEY, store_id int NOT NULL, name varchar(50) NOT NULL, CONSTRAINT staff_store FOREIGN KEY (store_id) REFERENCES store (store_id));
ALTER TABLE store ADD CONSTRAINT store_manager FOREIGN KEY (manager_id) REFERENCES staff (staff_id);
CREATE TABLE pair (a int NOT NULL, b int NOT NULL, c int, PRIMARY KEY (b, a), UNIQUE KEY pair_ac (a, c));
CREATE TABLE pair_use (x int, y int, CONSTRAINT pair_use_fk FOREIGN KEY (y, x) REFERENCES pair (b, a));
CREATE TABLE memo (id int, body varchar(20), PRIMARY KEY (id) USING HASH, KEY memo_body (body) USING BTREE, KEY memo_hash (body) USING HASH) ENGINE = MEMORY;
CREATE TABLE payment (payment_id int NOT NULL, paid date NOT NULL, amount decimal(5,2), PRIMARY KEY (payment_id, paid))
  PARTITION BY RANGE (year(paid)) (PARTITION p2020 VALUES LESS THAN (2021), PARTITION rest VALUES LESS THAN MAXVALUE);
CREATE TABLE region (id int, code int) PARTITION BY LIST COLUMNS (code) (PARTITION north VALUES IN (1, 2), PARTITION other DEFAULT);
CREATE TABLE spread (id int NOT NULL PRIMARY KEY) PARTITION BY KEY () PARTITIONS 3;
CREATE TABLE price (id int PRIMARY KEY, amount int, note text WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING;
CREATE TABLE long_unique (id int PRIMARY KEY, body text, UNIQUE KEY long_body (body));

CREATE FUNCTION code_of(word varchar(200)) RETURNS varchar(3) CHARSET latin1 DETERMINISTIC NO SQL COMMENT 'the first three letters' RETURN upper(left(word, 3));
CREATE AGGREGATE FUNCTION total_of(x int) RETURNS int DETERMINISTIC
BEGIN
  DECLARE total int DEFAULT 0;
  DECLARE CONTINUE HANDLER FOR NOT FOUND RETURN total;
  LOOP
    FETCH GROUP NEXT ROW;
    SET total = total + x;
  END LOOP;
END;
CREATE PROCEDURE purge_old(IN days int, INOUT gone int, OUT `odd name` varchar(10))
  MODIFIES SQL DATA SQL SECURITY INVOKER
BEGIN
  DECLARE word varchar(10) DEFAULT 'a;b';
  SET gone = days;
  SET `odd name` = word;
END;

CREATE VIEW film_list AS SELECT f.film_id, f.title, l.name AS language FROM film f JOIN language l USING (language_id) WHERE f.length > 10 AND f.title <> 'it''s `x`.';
CREATE VIEW film_codes AS SELECT film_id, code_of(title) AS code FROM film_list;
CREATE ALGORITHM = MERGE SQL SECURITY INVOKER VIEW long_film AS SELECT film_id, title, length FROM film WHERE length > 120 WITH LOCAL CHECK OPTION;

CREATE TRIGGER film_insert BEFORE INSERT ON film FOR EACH ROW SET NEW.title = trim(NEW.title);
CREATE TRIGGER film_insert_second BEFORE INSERT ON film FOR EACH ROW
BEGIN
  IF NEW.length < 0 THEN SET NEW.length = 0; END IF;
END;
CREATE TRIGGER film_update AFTER UPDATE ON film FOR EACH ROW INSERT INTO memo (id, body) VALUES (NEW.film_id, 'x');
CREATE EVENT cleaning ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'at night' DO DELETE FROM memo;
