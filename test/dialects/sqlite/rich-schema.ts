import type { Statement } from '../../../src/model/statement.js';
import type { SqlContext } from '../../../src/dialects/dialect.js';
import type { Connection } from '../../../src/dialects/driver.js';
import { sqlite } from '../../../src/dialects/sqlite/index.js';
import { sqlFor } from '../context.js';
import { run } from './open.js';

/** A table with everything that SQLite can hang on one, and others that refer to it. */
export const richSchema = `
CREATE TABLE country (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE person ( -- people we know
  id INTEGER CONSTRAINT pk_person PRIMARY KEY AUTOINCREMENT NOT NULL, -- numbered
  name VARCHAR(50) COLLATE NOCASE NOT NULL DEFAULT 'nobody',
  email TEXT CONSTRAINT uq_email UNIQUE ON CONFLICT ABORT, /* as written */
  age INT CHECK (age >= 0),
  country TEXT DEFAULT 'CH' REFERENCES country (code) ON UPDATE CASCADE,
  boss INTEGER,
  made TEXT DEFAULT CURRENT_TIMESTAMP,
  initial TEXT GENERATED ALWAYS AS (substr(name, 1, 1)) VIRTUAL,
  -- the constraints
  CONSTRAINT fk_boss FOREIGN KEY (boss) REFERENCES person (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT uq_name_age UNIQUE (name, age),
  CHECK (email LIKE '%@%')
);
CREATE INDEX ix_adult ON person (name DESC) WHERE age >= 18;
CREATE UNIQUE INDEX ix_lower ON person (lower(email), age COLLATE BINARY);
CREATE TABLE pet (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES person (id) ON DELETE CASCADE, name);
CREATE TABLE log (text);
CREATE VIEW adults AS SELECT p.id, p.name, q.name AS boss FROM person p LEFT JOIN person q ON q.id = p.boss WHERE p.age >= 18;
CREATE TRIGGER person_added AFTER INSERT ON person BEGIN INSERT INTO log VALUES ('+' || new.name); END;
CREATE TRIGGER pet_added AFTER INSERT ON pet BEGIN UPDATE person SET age = age + 1 WHERE id = new.owner; END;
CREATE TRIGGER adult_added INSTEAD OF INSERT ON adults BEGIN INSERT INTO person (name, age) VALUES (new.name, 18); END;
INSERT INTO country VALUES ('CH', 'Switzerland'), ('FR', 'France');
INSERT INTO person (id, name, email, age, country, boss) VALUES
  (3, 'Ada', 'ada@example.org', 36, 'FR', NULL), (7, 'Bob', NULL, 17, 'CH', 3), (90, 'Eve', 'eve@example.org', 20, NULL, 7);
DELETE FROM person WHERE id = 90;
INSERT INTO pet VALUES (1, 3, 'Rex'), (2, 7, 'Tom');
`;

/** Every definition, row, rowid and counter of a database, as text that can be compared. */
export async function dump(db: Connection): Promise<Record<string, string>> {
  const result: Record<string, string> = {};
  const objects = await db.query<{ type: string; name: string; sql: string | null }>(
    'SELECT type, name, sql FROM sqlite_schema ORDER BY type, name',
  );
  for (const { type, name, sql } of objects) {
    if (type === 'index' && sql === null) continue;
    result[`${type} ${name}`] = sql ?? '';
    if (type === 'table') result[`rows of ${name}`] = await rowsOf(db, name, sql ?? '');
    if (type === 'table') result[`keys of ${name}`] = JSON.stringify((await db.queryRows(`PRAGMA foreign_key_list("${name}")`)).rows);
  }
  return result;
}

async function rowsOf(db: Connection, table: string, sql: string): Promise<string> {
  const hasRowid = !/WITHOUT\s+ROWID/i.test(sql);
  const { columns, rows } = await db.queryRows(`SELECT ${hasRowid ? 'rowid AS "the rowid", ' : ''}* FROM "${table}" ORDER BY 1`);
  return JSON.stringify({ columns, rows });
}

/** Carries a statement out the way a run does: compiled against the live schema, in a transaction. Gives the SQL that was sent. */
export async function apply(db: Connection, statement: Statement, sql: SqlContext = sqlFor('sqlite')): Promise<readonly string[]> {
  const sent: string[] = [];
  await db.begin();
  try {
    const live = sqlite.compileLive[statement.kind] as
      | ((s: Statement, sql: SqlContext, live: Connection) => Promise<readonly (string | { sql: string })[] | undefined>)
      | undefined;
    const compiled = (await live?.(statement, sql, db)) ?? sql.render(statement);
    for (const one of compiled) {
      sent.push(typeof one === 'string' ? one : one.sql);
      await run(db, sent.at(-1) ?? '');
    }
    await db.commit();
    return sent;
  } catch (error) {
    await db.rollback();
    throw error;
  }
}
