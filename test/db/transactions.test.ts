import { describe, expect, it } from 'vitest';
import { filesOf, openEngine } from './engine.js';
import { targets } from './targets.js';

/** Transactions sent one behind the other, by drivers that can. */
for (const { name, open } of targets.filter((target) => target.dialect === 'postgresql')) {
  describe(`executeTransactions on ${name}`, () => {
    it('commits each transaction by itself, tells of them in order, and stops at the first that fails', async () => {
      await using database = await open();
      await using connection = await database.connect();
      const told: number[] = [];
      const transactions = [
        [{ sql: 'CREATE TABLE a (n int PRIMARY KEY)' }, { sql: 'INSERT INTO a VALUES (1)' }],
        [{ sql: 'INSERT INTO a VALUES (2)' }, { sql: 'SELECT * FROM a' }, { sql: '' }],
        [{ sql: 'INSERT INTO a VALUES (3)' }, { sql: 'INSERT INTO a VALUES (1)' }],
        [{ sql: 'INSERT INTO a VALUES (4)' }],
      ];
      await expect(connection.executeTransactions!(transactions, (at) => told.push(at))).rejects.toMatchObject({
        code: 'SQL_FAILED',
        serverCode: '23505',
        statement: { sql: 'INSERT INTO a VALUES (1)', index: 2, of: 2 },
      });
      expect(told).toEqual([0, 1]);
      expect(connection.inTransaction).toBe(false);
      expect(await connection.query('SELECT n FROM a ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }]);
    });

    it('names no statement where the commit fails, and goes on with the next call', async () => {
      await using database = await open();
      await using connection = await database.connect();
      await connection.execute({ sql: 'CREATE TABLE p (n int PRIMARY KEY, m int REFERENCES p DEFERRABLE INITIALLY DEFERRED)' });
      const failed = connection.executeTransactions!(
        [
          [{ sql: 'INSERT INTO p VALUES (1, NULL)' }],
          [{ sql: 'INSERT INTO p VALUES (2, 9)' }],
          [{ sql: 'INSERT INTO p VALUES (3, NULL)' }],
        ],
        () => {},
      );
      await expect(failed).rejects.toMatchObject({ code: 'SQL_FAILED', serverCode: '23503', statement: { sql: 'COMMIT' } });
      await expect(failed).rejects.not.toHaveProperty('statement.index');
      await connection.executeTransactions!([[{ sql: 'INSERT INTO p VALUES (4, NULL)' }]], () => {});
      expect(await connection.query('SELECT n FROM p ORDER BY n')).toEqual([{ n: 1 }, { n: 4 }]);
    });

    it('takes texts of several statements, parameters and texts that end the transaction themselves', async () => {
      await using database = await open();
      await using connection = await database.connect();
      const told: number[] = [];
      await connection.executeTransactions!(
        [
          [{ sql: 'CREATE TABLE a (n int); CREATE TABLE b (n int)' }],
          [{ sql: 'INSERT INTO a VALUES (?)', parameters: [1] }],
          [{ sql: 'INSERT INTO b VALUES (2); COMMIT; INSERT INTO b VALUES (3)' }],
          [{ sql: 'INSERT INTO a VALUES (4)' }],
        ],
        (at) => told.push(at),
      );
      expect(told).toEqual([0, 1, 2, 3]);
      expect(await connection.query('SELECT n FROM a UNION ALL SELECT n FROM b ORDER BY n')).toEqual([
        { n: 1 },
        { n: 2 },
        { n: 3 },
        { n: 4 },
      ]);
    });

    it('goes on where a statement makes the session forget what it has prepared', async () => {
      await using database = await open();
      await using connection = await database.connect();
      await connection.execute({ sql: 'CREATE TABLE a (n int)' });
      const insert = { sql: 'INSERT INTO a VALUES (1)' };
      const told: number[] = [];
      await connection.executeTransactions!(
        [[insert], [insert], [insert], [{ sql: 'DEALLOCATE ALL' }], [insert], [insert], [insert]],
        (at) => told.push(at),
      );
      expect(told).toEqual([0, 1, 2, 3, 4, 5, 6]);
      expect(await connection.query('SELECT count(*)::int AS n FROM a')).toEqual([{ n: 6 }]);
    });

    it('leaves commits as they were configured, also after a failure', async () => {
      await using database = await open();
      await using connection = await database.connect();
      const setting = async () => (await connection.query('SHOW synchronous_commit'))[0];
      const select = { sql: 'SELECT 1' };
      await connection.executeTransactions!([[select], [{ sql: 'SELECT 2' }], [select]], () => {});
      expect(await setting()).toEqual({ synchronous_commit: 'on' });
      const failed = connection.executeTransactions!([[select], [{ sql: 'SELECT nothing' }], [select]], () => {});
      await expect(failed).rejects.toMatchObject({ serverCode: '42703' });
      expect(await setting()).toEqual({ synchronous_commit: 'on' });
    });

    it('points at the character that the server names', async () => {
      await using database = await open();
      await using connection = await database.connect();
      const failed = connection.executeTransactions!([[{ sql: 'SELECT 1' }, { sql: "SELECT '😀', nothing" }]], () => {});
      await expect(failed).rejects.toMatchObject({ statement: { index: 2, offset: "SELECT '😀', ".length } });
    });

    it('is cancelled by the signal: the transaction under way is rolled back, nothing follows it', async () => {
      await using database = await open();
      const controller = new AbortController();
      await using connection = await database.connect({ signal: controller.signal });
      await connection.execute({ sql: 'CREATE TABLE a (n int)' });
      const told: number[] = [];
      const run = connection.executeTransactions!(
        [
          [{ sql: 'INSERT INTO a VALUES (1)' }],
          [{ sql: 'INSERT INTO a VALUES (2)' }, { sql: 'SELECT pg_sleep(30)' }],
          [{ sql: 'INSERT INTO a VALUES (3)' }],
        ],
        (at) => {
          told.push(at);
          setTimeout(() => controller.abort(), 100);
        },
      );
      await expect(run).rejects.toMatchObject({ code: 'INTERRUPTED' });
      expect(told).toEqual([0]);
      expect(await connection.query('SELECT n FROM a')).toEqual([{ n: 1 }]);
    });

    it('takes the changesets of an update, asking for the lock in each', async () => {
      await using database = await open();
      const engine = await openEngine(database, filesOf({}));
      await engine.start();
      const look = { name: 'sql', props: { sql: "INSERT INTO seen SELECT current_setting('synchronous_commit')" } };
      await engine.update({ changes: [{ name: 'sql', props: { sql: 'CREATE TABLE seen (setting text)' } }] });
      await engine.update(...Array.from({ length: 5 }, () => ({ changes: [look] })));
      // The first finds nobody waiting and goes alone; those behind it share a packet, of which only the last commit is flushed.
      const rows = await engine.connection.query('SELECT setting FROM seen');
      expect(rows.map((row) => row['setting'])).toEqual(['on', 'off', 'off', 'off', 'on']);
      await engine.close();
    });
  });
}
