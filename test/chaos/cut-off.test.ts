import { describe, expect, it } from 'vitest';
import { filesOf, openEngine, type PlainChange } from '../db/engine.js';
import { fingerprint, type Fingerprint } from '../db/catalog-fingerprint.js';
import { describeTargets, type TestDatabase } from '../db/targets.js';
import { cutOff, type Cut } from './cut-off.js';

const raw = (sql: string): PlainChange => ({ name: 'sql', props: { sql } });
const files = filesOf({});

/** What is there before each case: `t` with a row, an index, keys and a view of it. */
const before = [
  'CREATE TABLE other (id INT PRIMARY KEY)',
  'CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a INT DEFAULT 1, b VARCHAR(10), c INT, UNIQUE KEY t_c (c), KEY t_b (b), CONSTRAINT t_fk FOREIGN KEY (c) REFERENCES other (id))',
  'CREATE VIEW v AS SELECT id FROM t',
  'CREATE TABLE bare (id INT NOT NULL, n INT)',
  'INSERT INTO bare VALUES (1, 1)',
  'INSERT INTO other VALUES (1)',
];

/** Statements by the words that they are recognized by, as changes make them and as people write them. */
const cases: readonly string[] = [
  'CREATE TABLE made (id INT)',
  'CREATE TABLE made AS SELECT id FROM t',
  'DROP TABLE bare',
  'RENAME TABLE bare TO renamed',
  'ALTER TABLE bare RENAME renamed',
  'ALTER TABLE bare ADD extra INT',
  'ALTER TABLE bare ADD COLUMN (x INT, y INT)',
  'ALTER TABLE bare ADD x INT, DROP COLUMN n, ADD PRIMARY KEY (id)',
  'ALTER TABLE `bare` DROP `n`',
  'ALTER TABLE bare MODIFY n BIGINT NOT NULL',
  'ALTER TABLE bare MODIFY n INT',
  'ALTER TABLE bare CHANGE n m INT',
  'ALTER TABLE bare ALTER n SET DEFAULT 5',
  'ALTER TABLE t ALTER a DROP DEFAULT',
  'ALTER TABLE bare ADD PRIMARY KEY (id)',
  'ALTER TABLE bare ADD CONSTRAINT bare_u UNIQUE (n)',
  'ALTER TABLE bare ADD CHECK (n < 100)',
  'ALTER TABLE bare ADD CONSTRAINT bare_fk FOREIGN KEY (id) REFERENCES other (id) ON DELETE CASCADE',
  'ALTER TABLE t DROP FOREIGN KEY t_fk',
  'ALTER TABLE t DROP KEY t_b',
  "ALTER TABLE bare COMMENT = 'plain', ENGINE = InnoDB",
  'CREATE UNIQUE INDEX bare_n ON bare (n)',
  'DROP INDEX t_b ON t',
  'CREATE VIEW w AS SELECT n FROM bare',
  'CREATE OR REPLACE VIEW v AS SELECT a FROM t',
  'DROP VIEW v',
  'CREATE TRIGGER bare_t BEFORE INSERT ON bare FOR EACH ROW SET NEW.n = 2',
  'CREATE PROCEDURE p() SELECT 1',
  'TRUNCATE TABLE bare',
  '/*! ALTER TABLE bare ADD hidden INT */',
];

describeTargets(
  'a session that is lost around a statement that defines something',
  ({ open }) => {
    async function prepared(): Promise<TestDatabase> {
      const database = await open();
      await using connection = await database.connect();
      for (const sql of before) await connection.execute({ sql });
      return database;
    }

    async function look(database: TestDatabase): Promise<Fingerprint> {
      await using connection = await database.connect();
      return await fingerprint(connection, database.dialect.name);
    }

    /** Runs changes as one changeset; the session is lost around `sql` where `cut` says how. */
    async function run(
      database: TestDatabase,
      changes: readonly PlainChange[],
      { comment, cut, sql = '' }: { comment?: string; cut?: Cut; sql?: string } = {},
    ): Promise<string> {
      const engine = await openEngine(database, files, cut && (await cutOff(database, sql, cut)));
      try {
        await engine.start();
        await engine.update({ changes, ...(comment !== undefined && { extra: { comment } }) });
        return 'done';
      } catch (error) {
        return (error as { code: string }).code;
      } finally {
        await engine.close().catch(() => {});
      }
    }

    const around = (sql: string): readonly PlainChange[] => [
      raw('CREATE TABLE first_of_all (n INT)'),
      raw('INSERT INTO first_of_all VALUES (1)'),
      raw(sql),
      raw('INSERT INTO first_of_all VALUES (2)'),
      raw('CREATE TABLE last_of_all (n INT)'),
    ];

    // Most of the time is spent waiting for the disk, and may be together.
    it.concurrent.each(cases)('goes on as if nothing had happened: %s', async (sql) => {
      await using undisturbed = await prepared();
      expect(await run(undisturbed, around(sql))).toBe('done');
      const wanted = await look(undisturbed);
      for (const cut of ['during', 'after'] as const) {
        await using database = await prepared();
        expect(await run(database, around(sql), { cut, sql }), cut).toBe('CONNECT_LOST');
        expect(await run(database, around(sql)), `cut off ${cut} it`).toBe('done');
        expect(await look(database), `cut off ${cut} it`).toEqual(wanted);
      }
    });

    describe('that only its author knows', () => {
      const opaque = [
        raw('CREATE TABLE log_of_calls (n INT)'),
        raw('CREATE PROCEDURE work() INSERT INTO log_of_calls VALUES (1)'),
        raw('CALL work()'),
      ];
      const rows = async (database: TestDatabase): Promise<number> =>
        (await look(database)).rows.filter((row) => row.startsWith('log_of_calls')).length;

      it('stops, and touches nothing', async () => {
        await using database = await prepared();
        expect(await run(database, opaque, { cut: 'after', sql: 'CALL' })).toBe('CONNECT_LOST');
        const was = await look(database);
        expect(await run(database, opaque)).toBe('RESUME_UNCERTAIN');
        expect(await look(database)).toEqual(was);
      });

      it('is sent again where the changeset says that it may be', async () => {
        await using database = await prepared();
        expect(await run(database, opaque, { comment: 'Counts. @resume repeatable', cut: 'before', sql: 'CALL' })).toBe('CONNECT_LOST');
        expect(await run(database, opaque, { comment: 'Counts. @resume repeatable' })).toBe('done');
        expect(await rows(database)).toBe(1);
      });

      it.each(['before', 'after'] as const)('is decided by the query of the changeset: cut off %s it', async (cut) => {
        const comment = 'Counts. @resume check SELECT COUNT(*) FROM log_of_calls';
        await using database = await prepared();
        expect(await run(database, opaque, { comment, cut, sql: 'CALL' })).toBe('CONNECT_LOST');
        expect(await run(database, opaque, { comment })).toBe('done');
        expect(await rows(database)).toBe(1);
      });
    });

    it('stops where somebody was at work in between', async () => {
      await using database = await prepared();
      const changes = around('ALTER TABLE bare CHANGE n m INT');
      expect(await run(database, changes, { cut: 'after', sql: 'ALTER TABLE bare CHANGE' })).toBe('CONNECT_LOST');
      await using connection = await database.connect();
      await connection.execute({ sql: 'ALTER TABLE bare DROP COLUMN m' });
      expect(await run(database, changes)).toBe('RESUME_UNCERTAIN');
    });

    it('makes the settings of the session again', async () => {
      await using database = await prepared();
      const changes = [raw('SET @wanted = 7'), raw('CREATE TABLE of_setting (n INT)'), raw('INSERT INTO of_setting VALUES (@wanted)')];
      expect(await run(database, changes, { cut: 'after', sql: 'CREATE TABLE of_setting' })).toBe('CONNECT_LOST');
      expect(await run(database, changes)).toBe('done');
      expect((await look(database)).rows).toContain('of_setting n=7');
    });
  },
  ({ dialect }) => dialect === 'mariadb' || dialect === 'mysql',
);
