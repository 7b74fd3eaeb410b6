-- A music shop with every kind of object that SQLite has and the model knows, and a virtual table, which it only lists.
CREATE TABLE artist (artist_id INTEGER PRIMARY KEY AUTOINCREMENT, name NVARCHAR(120) COLLATE NOCASE, born DATE DEFAULT '1970-01-01');
CREATE TABLE album (
  album_id INTEGER NOT NULL,
  title VARCHAR(160) DEFAULT 'it''s "here"' CONSTRAINT album_title_required NOT NULL ON CONFLICT IGNORE,
  "artist id" INTEGER NOT NULL,
  price NUMERIC(10, 2) DEFAULT -0.99,
  rating REAL DEFAULT +1e3,
  made TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  active BOOLEAN DEFAULT TRUE,
  absent TEXT DEFAULT NULL,
  code TEXT DEFAULT (upper('x') || '(;)'),
  backslash TEXT DEFAULT '\',
  typeless,
  gross GENERATED ALWAYS AS (price * 1.2) VIRTUAL,
  label TEXT AS (title || ')') STORED,
  CONSTRAINT album_pk PRIMARY KEY (album_id),
  CONSTRAINT album_artist_fk FOREIGN KEY ("ARTIST ID") REFERENCES artist ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT album_title_unique UNIQUE (title COLLATE NOCASE, made DESC) ON CONFLICT REPLACE,
  UNIQUE (Title, price),
  CONSTRAINT album_price CHECK (price < 1000 AND title <> '\' AND (code IS NULL OR code <> ')')),
  CHECK (active IN (0, 1))
);
CREATE TABLE track (
  track_id INTEGER PRIMARY KEY,
  album_id INTEGER CONSTRAINT track_album REFERENCES album (album_id) MATCH FULL ON DELETE NO ACTION,
  parent INTEGER REFERENCES track,
  bytes INTEGER CHECK (bytes > 0) UNIQUE,
  "select" TEXT
);
CREATE TABLE playlist_track (playlist_id INTEGER, track_id INTEGER, PRIMARY KEY (track_id, playlist_id)) WITHOUT ROWID;
CREATE TABLE use_playlist (a INTEGER, b INTEGER, FOREIGN KEY (a, b) REFERENCES playlist_track);
CREATE TABLE exact (id TEXT PRIMARY KEY, amount ANY, n INT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE copied AS SELECT album_id, title FROM album;
CREATE INDEX album_title ON album (title COLLATE NOCASE DESC, price);
CREATE UNIQUE INDEX IF NOT EXISTS main.album_lower ON album (lower(title), price + 1) WHERE active = 1 AND price > 0;
CREATE INDEX "odd index" ON track ("select");
CREATE VIEW album_list (id, what) AS SELECT a.album_id, a.title FROM album a JOIN artist r ON r.artist_id = a."artist id";
CREATE VIEW short_list AS SELECT id FROM album_list;
CREATE VIEW broken AS SELECT * FROM no_such_table;
CREATE TRIGGER album_added AFTER INSERT ON album WHEN NEW.price > 10 BEGIN UPDATE album SET price = 10; SELECT 1; END;
CREATE TRIGGER list_insert INSTEAD OF INSERT ON album_list BEGIN INSERT INTO artist (name) VALUES (NEW.what); END;
CREATE VIRTUAL TABLE search USING fts5 (title, body);
