-- A film rental shop with every kind of object that PostgreSQL has and the model knows, and one of each that it only lists.
COMMENT ON SCHEMA public IS 'the shop';
CREATE EXTENSION citext;
CREATE EXTENSION btree_gist;
CREATE TYPE rating AS ENUM ('G', 'PG', 'R', 'it''s adult');
COMMENT ON TYPE rating IS 'who may watch';
CREATE DOMAIN year AS integer DEFAULT 1999 NOT NULL CONSTRAINT year_check CHECK (VALUE >= 1901 AND VALUE <= 2155);
CREATE DOMAIN email AS varchar(120) COLLATE "C" CHECK (VALUE LIKE '%@%');
COMMENT ON DOMAIN year IS 'a year of cinema';
CREATE TYPE address AS (street varchar(80), town text COLLATE "C", zip char(5));
CREATE TYPE span AS RANGE (subtype = float8);
CREATE SEQUENCE ticket_seq AS integer INCREMENT BY 5 START WITH 100 MINVALUE 10 MAXVALUE 9000 CACHE 20 CYCLE;
COMMENT ON SEQUENCE ticket_seq IS 'numbers of tickets';
CREATE SEQUENCE plain_seq;
CREATE SEQUENCE countdown_seq INCREMENT BY -1;

CREATE FUNCTION code_of(word text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT upper(left(word, 3)) $$;
CREATE FUNCTION code_of(number integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'N' || number $$;
COMMENT ON FUNCTION code_of(text) IS 'the first three letters';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $body$
BEGIN
  NEW.last_update := now();
  RETURN NEW;
END $body$;
CREATE PROCEDURE purge(IN days integer, INOUT gone integer DEFAULT 0) LANGUAGE plpgsql AS $$ BEGIN gone := days; END $$;
CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');

CREATE TABLE language (
  language_id smallserial PRIMARY KEY,
  name char(20) NOT NULL UNIQUE,
  last_update timestamp without time zone DEFAULT now() NOT NULL
);
CREATE TABLE film (
  film_id integer GENERATED ALWAYS AS IDENTITY (START WITH 1000 INCREMENT BY 10) PRIMARY KEY,
  title varchar(255) NOT NULL,
  description text COLLATE "C",
  release_year year,
  language_id smallint NOT NULL REFERENCES language ON UPDATE CASCADE ON DELETE RESTRICT,
  original_language_id smallint CONSTRAINT film_original_fk REFERENCES language (language_id) MATCH FULL ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  rental_rate numeric(4,2) DEFAULT 4.99 NOT NULL,
  loss numeric DEFAULT -1.5,
  debt bigint DEFAULT -5,
  length smallint,
  rating rating DEFAULT 'G',
  ratings rating[] DEFAULT '{G,PG}',
  special_features text[],
  fulltext tsvector,
  flags bit(8) DEFAULT B'00000001',
  mask bit varying(12),
  data jsonb DEFAULT '{}' NOT NULL,
  raw bytea,
  uid uuid DEFAULT gen_random_uuid(),
  contact citext,
  home address,
  mail email,
  wait interval(3),
  lasting interval day to second,
  at_time time(2) without time zone DEFAULT '12:00:00',
  starts timestamp(3) with time zone DEFAULT '2020-01-31 10:00:00+00',
  day date DEFAULT '2020-02-29',
  today date DEFAULT CURRENT_DATE,
  active boolean DEFAULT true,
  note text DEFAULT E'back\\slash and ''quote''',
  nothing varchar(10) DEFAULT NULL,
  code text DEFAULT code_of('abc'::text),
  ticket integer DEFAULT nextval('ticket_seq'),
  title_length integer GENERATED ALWAYS AS (char_length(title)) STORED,
  "Mixed Case" integer,
  ip inet DEFAULT '127.0.0.1',
  money_amount money DEFAULT 0,
  ratio real DEFAULT 0.5,
  big double precision DEFAULT 1e30,
  last_update timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT film_length_check CHECK (length > 0 AND length < 1000),
  CONSTRAINT film_title_code UNIQUE (title, code) INCLUDE (length) DEFERRABLE
) WITH (fillfactor = 80);
ALTER TABLE film ADD CONSTRAINT film_rate_check CHECK (rental_rate >= 0) NO INHERIT NOT VALID;
ALTER TABLE film ALTER COLUMN description SET STORAGE EXTERNAL, ALTER COLUMN title SET STATISTICS 500;
COMMENT ON TABLE film IS 'films; with a semicolon and ''quotes''';
COMMENT ON COLUMN film.title IS 'as on the poster';
COMMENT ON CONSTRAINT film_length_check ON film IS 'in minutes';
CREATE INDEX film_title_idx ON film (title varchar_pattern_ops DESC, language_id);
CREATE UNIQUE INDEX film_upper_title ON film (upper(title), (length + 1) DESC NULLS LAST) INCLUDE (rental_rate) WHERE active AND length IS NOT NULL;
CREATE INDEX film_fulltext_idx ON film USING gist (fulltext);
CREATE INDEX film_data_idx ON film USING gin (data jsonb_path_ops);
CREATE INDEX film_code_idx ON film (code_of(title));
CREATE INDEX film_collate ON film (description COLLATE "POSIX" NULLS FIRST);
CREATE INDEX film_brin ON film USING brin (last_update) WITH (pages_per_range = 32);
CREATE UNIQUE INDEX film_nulls ON film (uid) NULLS NOT DISTINCT;
COMMENT ON INDEX film_title_idx IS 'for the search';
CREATE STATISTICS film_stats (dependencies) ON language_id, length FROM film;

CREATE TABLE store (store_id integer PRIMARY KEY, manager_id integer NOT NULL, owner_id integer);
CREATE TABLE staff (staff_id serial PRIMARY KEY, store_id integer NOT NULL CONSTRAINT staff_store_fk REFERENCES store, name text NOT NULL);
ALTER TABLE store ADD CONSTRAINT store_manager_fk FOREIGN KEY (manager_id) REFERENCES staff (staff_id) ON DELETE SET DEFAULT;
ALTER TABLE store ADD CONSTRAINT store_owner_fk FOREIGN KEY (owner_id) REFERENCES staff NOT VALID;
CREATE SEQUENCE owned_seq OWNED BY store.store_id;
CREATE TABLE booking (
  room integer NOT NULL,
  during tsrange NOT NULL,
  CONSTRAINT booking_no_overlap EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (room > 0)
);
CREATE UNLOGGED TABLE scratch (id bigint GENERATED BY DEFAULT AS IDENTITY, body text);
CREATE TABLE pair (a integer, b integer, c integer, PRIMARY KEY (b, a), UNIQUE (a, c));
CREATE TABLE pair_use (x integer, y integer, FOREIGN KEY (y, x) REFERENCES pair (b, a));

CREATE TABLE payment (
  payment_id bigserial,
  amount numeric(5,2) NOT NULL CHECK (amount > 0),
  paid date NOT NULL,
  PRIMARY KEY (payment_id, paid)
) PARTITION BY RANGE (paid);
CREATE TABLE payment_2020 PARTITION OF payment FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE payment_rest PARTITION OF payment DEFAULT;
CREATE INDEX payment_amount ON payment (amount);
CREATE INDEX payment_2020_only ON payment_2020 (paid);
CREATE TABLE vehicle (plate text PRIMARY KEY, weight integer CHECK (weight > 0));
CREATE TABLE truck (axles integer DEFAULT 2) INHERITS (vehicle);
CREATE TABLE empty_table ();

CREATE VIEW film_list AS SELECT f.film_id, f.title, l.name AS language FROM film f JOIN language l USING (language_id) WHERE f.length > 10;
COMMENT ON VIEW film_list IS 'films with language';
COMMENT ON COLUMN film_list.title IS 'shown';
CREATE VIEW film_codes AS SELECT film_id, code_of(title) AS code FROM film_list;
CREATE VIEW long_film WITH (security_barrier = true) AS SELECT film_id, title, length FROM film WHERE length > 120 WITH LOCAL CHECK OPTION;
CREATE MATERIALIZED VIEW revenue AS SELECT date_trunc('month', paid) AS month, sum(amount) AS amount FROM payment GROUP BY 1;
CREATE UNIQUE INDEX revenue_month ON revenue (month);
CREATE MATERIALIZED VIEW later AS SELECT 1 AS one WITH NO DATA;
CREATE RECURSIVE VIEW countdown (n) AS VALUES (10) UNION ALL SELECT n - 1 FROM countdown WHERE n > 0;

CREATE TRIGGER film_touch BEFORE UPDATE OF title, length ON film FOR EACH ROW WHEN (OLD.title IS DISTINCT FROM NEW.title) EXECUTE FUNCTION touch();
CREATE TRIGGER film_off AFTER INSERT ON film REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION touch();
ALTER TABLE film DISABLE TRIGGER film_off;
CREATE TRIGGER list_insert INSTEAD OF INSERT ON film_list FOR EACH ROW EXECUTE FUNCTION touch();
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON staff DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER payment_touch AFTER INSERT ON payment FOR EACH ROW EXECUTE FUNCTION touch();
COMMENT ON TRIGGER film_touch ON film IS 'keeps the time';

CREATE RULE staff_rule AS ON DELETE TO staff DO INSTEAD NOTHING;
ALTER TABLE staff ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_own ON staff FOR SELECT TO PUBLIC USING (name = current_user);
CREATE TEXT SEARCH CONFIGURATION shop (COPY = english);
CREATE COLLATION german (provider = icu, locale = 'de-DE');
GRANT SELECT, INSERT ON film TO PUBLIC;
GRANT UPDATE (title) ON film TO PUBLIC;
GRANT USAGE ON SEQUENCE ticket_seq TO PUBLIC;

-- What columns are made of beside the model's types, and what tables say beside their columns.
CREATE FUNCTION span_diff(a float8, b float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$ SELECT a - b $$;
CREATE TYPE distance AS RANGE (subtype = float8, subtype_diff = span_diff);
CREATE COLLATION caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TYPE place AS (town text, zip varchar(10));
CREATE TABLE journey (
  id bigint GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME journey_numbers INCREMENT BY 2) NOT NULL,
  far distance,
  several span[],
  name text COLLATE caseless,
  words tsvector GENERATED ALWAYS AS (to_tsvector('shop', name)) STORED,
  weight numeric CHECK (weight IN (1, 2.5)),
  CONSTRAINT journey_pk PRIMARY KEY (id)
) WITH (toast.autovacuum_enabled = false);
ALTER TABLE journey CLUSTER ON journey_pk;
ALTER TABLE journey REPLICA IDENTITY USING INDEX journey_pk;
CREATE TABLE place_known OF place (town PRIMARY KEY, zip WITH OPTIONS DEFAULT '0');
CREATE TABLE measure (region text NOT NULL, at date DEFAULT CURRENT_DATE, n integer DEFAULT 1) PARTITION BY LIST (region);
CREATE TABLE measure_north PARTITION OF measure (n DEFAULT 2, at NOT NULL) FOR VALUES IN ('north');
CREATE TABLE measure_south PARTITION OF measure FOR VALUES IN ('south');
ALTER TABLE measure_south ALTER at DROP DEFAULT;
COMMENT ON COLUMN measure_south.n IS 'south alone';
CREATE TABLE lorry () INHERITS (truck);
ALTER TABLE lorry ALTER axles SET DEFAULT 4;
CREATE VIEW measured AS SELECT region, n FROM measure;
ALTER VIEW measured ALTER n SET DEFAULT 7;
CREATE RULE measured_insert AS ON INSERT TO measured DO INSTEAD INSERT INTO measure (region, n) VALUES (new.region, new.n);
CREATE FUNCTION commented() RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  -- changes nothing; comments are kept
  RETURN 1;
END $$;
