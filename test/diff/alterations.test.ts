import { expect, it } from 'vitest';
import { describeTargets, type TestDatabase } from '../db/targets.js';
import { mariadbAlterations } from './alterations-mariadb.js';
import { postgresAlterations, type ServerAlteration } from './alterations-postgres.js';
import { applyGenerated, differences, emptySide, generate, sideOfDatabase } from './round-trip.js';

interface Alteration {
  readonly what: string;
  readonly on: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What the rows are afterwards. */
  readonly rows?: { readonly sql: string; readonly expected: readonly (readonly (string | null)[])[] };
}

const alterations: readonly Alteration[] = [
  {
    what: 'keeps the index that the server made for a foreign key where another one is added',
    on: ['mariadb', 'mysql'],
    before: ['CREATE TABLE p (id int PRIMARY KEY)', 'CREATE TABLE c (a int, b int, CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (id))'],
    after: [
      'CREATE TABLE p (id int PRIMARY KEY)',
      'CREATE TABLE c (a int, b int, KEY fk (a), KEY both_columns (a, b), CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (id))',
    ],
  },
  {
    what: 'drops the index that the server made for a foreign key with the key',
    on: ['mariadb', 'mysql'],
    before: ['CREATE TABLE p (id int PRIMARY KEY)', 'CREATE TABLE c (a int, b int, CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (id))'],
    after: ['CREATE TABLE p (id int PRIMARY KEY)', 'CREATE TABLE c (a int, b int, KEY both_columns (a, b))'],
  },
  {
    what: 'adds a generated column with remarks',
    on: ['mariadb', 'mysql'],
    before: ['CREATE TABLE t (a int)'],
    after: ["CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL COMMENT 'one more')"],
  },
  {
    what: 'leaves a sequence without an owner when it becomes the default of a column',
    on: ['postgres'],
    before: ['CREATE SEQUENCE s', 'CREATE TABLE t (a integer)'],
    after: ['CREATE SEQUENCE s', "CREATE TABLE t (a integer DEFAULT nextval('s'))"],
  },
  {
    what: 'changes the type of a column that another one is computed from',
    on: ['postgres', 'mariadb', 'mysql', 'sqlite'],
    before: ['CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED)', 'INSERT INTO t (a) VALUES (7)'],
    after: ['CREATE TABLE t (a bigint, b integer GENERATED ALWAYS AS (a + 1) STORED)'],
    rows: { sql: 'SELECT a, b FROM t', expected: [['7', '8']] },
  },
  {
    what: 'keeps the values of a column that gets another enum',
    on: ['postgres'],
    before: ["CREATE TYPE mood AS ENUM ('sad', 'ok', 'never')", 'CREATE TABLE t (a mood)', "INSERT INTO t VALUES ('ok'), (NULL)"],
    after: ["CREATE TYPE feeling AS ENUM ('ok', 'sad')", 'CREATE TABLE t (a feeling)'],
    rows: { sql: 'SELECT a FROM t ORDER BY a', expected: [['ok'], [null]] },
  },
  {
    what: 'keeps the values of a column whose type becomes a domain',
    on: ['postgres'],
    before: ['CREATE DOMAIN small AS integer CHECK (VALUE < 10)', 'CREATE TABLE t (a integer)', 'INSERT INTO t VALUES (7)'],
    after: ['CREATE DOMAIN small AS integer CHECK (VALUE < 10)', 'CREATE TABLE t (a small)'],
    rows: { sql: 'SELECT a FROM t', expected: [['7']] },
  },
  {
    what: 'tells a moment from a time of day',
    on: ['postgres'],
    before: ['CREATE TABLE t (a time(3) with time zone)'],
    after: ['CREATE TABLE t (a timestamp(3) with time zone)'],
  },
  {
    what: 'gives a boolean column a default that is written as a number',
    on: ['sqlite'],
    before: ['CREATE TABLE t (a BOOLEAN)'],
    after: ['CREATE TABLE t (a BOOLEAN DEFAULT 1)'],
  },
  {
    what: 'adds an index on an expression as it is',
    on: ['postgres', 'sqlite'],
    before: ['CREATE TABLE t (a text)'],
    after: ['CREATE TABLE t (a text)', 'CREATE INDEX i ON t (lower(a), (a || 1))'],
  },
  {
    what: 'drops a table that the foreign key of a table which is made anew referred to',
    on: ['sqlite'],
    before: [
      'CREATE TABLE t2 (id integer NOT NULL, b VARCHAR(20), CONSTRAINT pk_t2 PRIMARY KEY (id))',
      'CREATE TABLE t3 (id integer NOT NULL, parent integer, a REAL NOT NULL, CONSTRAINT fk_t3 FOREIGN KEY (parent) REFERENCES t2 (id))',
    ],
    after: [
      'CREATE TABLE t1 (id integer NOT NULL UNIQUE, c TEXT, CONSTRAINT pk_t1 PRIMARY KEY (id))',
      'CREATE TABLE t3 (id integer NOT NULL, parent integer, a BOOLEAN DEFAULT 1 NOT NULL, CONSTRAINT fk_t3 FOREIGN KEY (parent) REFERENCES t1 (id) ON DELETE CASCADE)',
    ],
  },
  {
    what: 'changes and drops primary keys whose columns take NULL',
    on: ['sqlite'],
    before: ['CREATE TABLE t (a INT PRIMARY KEY, b INT NOT NULL)', 'CREATE TABLE u (a TEXT, PRIMARY KEY (a))'],
    after: ['CREATE TABLE t (a INT, b INT NOT NULL, PRIMARY KEY (b, a))', 'CREATE TABLE u (a TEXT)'],
  },
  {
    what: 'lets the names of indexes go round, and one become that of a table',
    on: ['postgres', 'mariadb', 'mysql', 'sqlite'],
    before: [
      'CREATE TABLE t (a integer, b integer)',
      'CREATE TABLE u (a integer)',
      'CREATE TABLE n (a integer)',
      'CREATE INDEX x ON t (a)',
      'CREATE INDEX y ON u (a)',
      'CREATE INDEX m ON t (b)',
    ],
    after: [
      'CREATE TABLE t (a integer, b integer)',
      'CREATE TABLE u (a integer)',
      'CREATE TABLE m (a integer, b integer)',
      'CREATE INDEX y ON t (a)',
      'CREATE INDEX x ON u (a)',
      'CREATE INDEX n ON t (b)',
    ],
  },
  {
    what: 'drops a unique constraint without a name',
    on: ['sqlite'],
    before: ['CREATE TABLE t (a INTEGER UNIQUE, b INTEGER)'],
    after: ['CREATE TABLE t (a INTEGER, b INTEGER)'],
  },
];

const on = (systems: readonly string[], list: readonly ServerAlteration[]): readonly Alteration[] =>
  list.map(({ what, both = '', before, after, rows }) => ({
    what,
    on: systems,
    // One statement at a time, for the servers that take no more at once.
    before: (both + before).split(/;\s*(?=CREATE |SET )/),
    after: (both + after).split(/;\s*(?=CREATE |SET )/),
    ...(rows !== undefined && { rows: { sql: rows[0], expected: [[rows[1]]] } }),
  }));
const all = [...alterations, ...on(['postgres'], postgresAlterations), ...on(['mariadb'], mariadbAlterations)];

async function build(database: TestDatabase, statements: readonly string[]): Promise<void> {
  await using connection = await database.connect();
  for (const sql of statements) await connection.execute({ sql });
}

describeTargets(
  'a generated change',
  (target) => {
    for (const { what, before, after, rows } of all.filter(({ on }) => on.includes(target.name)))
      // Each has databases of its own, and waits for the server most of the time.
      it.concurrent(`${what}, and takes it back`, async () => {
        await using wanted = await target.open();
        await using changing = await target.open();
        await build(wanted, after);
        await build(changing, before);
        const [reference, old] = [await sideOfDatabase(wanted), await sideOfDatabase(changing)];
        const generated = await generate(reference, old, 'generated.xml');
        expect(generated.leftOut).toEqual([]);
        const applied = await applyGenerated(generated, changing);
        expect(differences(reference, await sideOfDatabase(changing))).toEqual([]);
        if (rows !== undefined) {
          await using connection = await changing.connect();
          const found = await connection.queryRows(rows.sql);
          expect(found.rows.map((row) => [...row])).toEqual(rows.expected);
        }
        await applied.undo();
        expect(differences(old, await sideOfDatabase(changing))).toEqual([]);
      });
  },
  ({ name }) => all.some(({ on }) => on.includes(name)),
);

describeTargets(
  'a new name of a key or an index',
  (target) => {
    it('is one difference, and nothing is made anew for it', async () => {
      await using wanted = await target.open();
      await using changing = await target.open();
      const table = (n: number): string => `CREATE TABLE t (a integer NOT NULL, b integer, CONSTRAINT u${n} UNIQUE (a))`;
      await build(wanted, [table(2), 'CREATE INDEX i2 ON t (b)']);
      await build(changing, [table(1), 'CREATE INDEX i1 ON t (b)']);
      const [reference, old] = [await sideOfDatabase(wanted), await sideOfDatabase(changing)];
      expect(differences(reference, old)).toEqual(['changed uniqueConstraint t.u2: name u2 / u1', 'changed index t.i2: name i2 / i1']);
      const { changesets } = await generate(reference, old, 'generated.xml');
      const statements = changesets.flatMap(({ changes }) => changes.map(({ props }) => String(props['sql'])));
      expect(statements).toHaveLength(2);
      for (const sql of statements) expect(sql).toMatch(/ RENAME (?:INDEX|CONSTRAINT|TO) /);
    });
  },
  ({ name }) => name === 'postgres' || name === 'mariadb',
);

describeTargets(
  'an index that is not valid',
  (target) => {
    it('is left out by name, and one in its place is made anew', async () => {
      await using broken = await target.open();
      await using whole = await target.open();
      const statements = ['CREATE TABLE t (a integer)', 'CREATE INDEX i ON t (a)'];
      await build(broken, [...statements, "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass"]);
      await build(whole, statements);
      const [invalid, valid] = [await sideOfDatabase(broken), await sideOfDatabase(whole)];
      for (const other of [valid, emptySide(valid)]) {
        const { leftOut } = await generate(invalid, other, 'generated.xml');
        expect(leftOut).toMatchObject([{ ref: { kind: 'index', name: 'i' }, reason: expect.stringContaining('not valid') as string }]);
      }
      await applyGenerated(await generate(valid, invalid, 'generated.xml'), broken);
      expect(differences(valid, await sideOfDatabase(broken))).toEqual([]);
    });
  },
  ({ name }) => name === 'postgres',
);

describeTargets(
  'a view that is made anew',
  (target) => {
    it('loses the privileges of others with a word', async () => {
      await using wanted = await target.open();
      await using changing = await target.open();
      const table = 'CREATE TABLE t (a integer, b integer)';
      await build(wanted, [table, 'CREATE VIEW v AS SELECT b, a FROM t', 'GRANT SELECT ON v TO PUBLIC']);
      await build(changing, [table, 'CREATE VIEW v AS SELECT a FROM t', 'GRANT SELECT ON v TO PUBLIC']);
      const { changesets } = await generate(await sideOfDatabase(wanted), await sideOfDatabase(changing), 'generated.xml');
      const [drop] = changesets;
      expect(drop?.comment).toContain('privileges on v are lost: SELECT of PUBLIC');
      expect(drop?.labels).toContain('destructive');
    });
  },
  ({ name }) => name === 'postgres',
);
