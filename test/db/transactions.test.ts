import { describe, expect, it } from 'vitest';
import type { Sql } from '../../src/model/statement.js';
import { filesOf, openEngine } from './engine.js';
import { targets } from './targets.js';

/** Hands transactions over one by one, as they are asked for. */
function from(transactions: readonly (readonly Sql[])[]): () => readonly Sql[] | undefined {
  const left = [...transactions];
  return () => left.shift();
}

/** Transactions sent one behind the other, by drivers that can. */
for (const { name, open } of targets.filter((target) => target.dialect === 'postgresql')) {
  describe(`executeTransactions on ${name}`, () => {
    it('commits each transaction by itself, tells of them in order, and stops at the first that fails', async () => {
      await using database = await open();
      await using connection = await database.connect();
      let told = 0;
      const transactions = [
        [{ sql: 'CREATE TABLE a (n int PRIMARY KEY)' }, { sql: 'INSERT INTO a VALUES (1)' }],
        [{ sql: 'INSERT INTO a VALUES (2)' }, { sql: 'SELECT * FROM a' }, { sql: '' }],
        [{ sql: 'INSERT INTO a VALUES (3)' }, { sql: 'INSERT INTO a VALUES (1)' }],
        [{ sql: 'INSERT INTO a VALUES (4)' }],
      ];
      await expect(connection.executeTransactions!(from(transactions), () => (told += 1))).rejects.toMatchObject({
        code: 'SQL_FAILED',
        serverCode: '23505',
        statement: { sql: 'INSERT INTO a VALUES (1)', index: 2, of: 2 },
      });
      expect(told).toBe(2);
      expect(connection.inTransaction).toBe(false);
      expect(await connection.query('SELECT n FROM a ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }]);
    });

    it('names no statement where the commit fails, and goes on with the next call', async () => {
      await using database = await open();
      await using connection = await database.connect();
      await connection.execute({ sql: 'CREATE TABLE p (n int PRIMARY KEY, m int REFERENCES p DEFERRABLE INITIALLY DEFERRED)' });
      const failed = connection.executeTransactions!(
        from([
          [{ sql: 'INSERT INTO p VALUES (1, NULL)' }],
          [{ sql: 'INSERT INTO p VALUES (2, 9)' }],
          [{ sql: 'INSERT INTO p VALUES (3, NULL)' }],
        ]),
        () => {},
      );
      await expect(failed).rejects.toMatchObject({ code: 'SQL_FAILED', serverCode: '23503', statement: { sql: 'COMMIT' } });
      await expect(failed).rejects.not.toHaveProperty('statement.index');
      await connection.executeTransactions!(from([[{ sql: 'INSERT INTO p VALUES (4, NULL)' }]]), () => {});
      expect(await connection.query('SELECT n FROM p ORDER BY n')).toEqual([{ n: 1 }, { n: 4 }]);
    });

    it('takes texts of several statements, parameters and texts that end the transaction themselves', async () => {
      await using database = await open();
      await using connection = await database.connect();
      let told = 0;
      await connection.executeTransactions!(
        from([
          [{ sql: 'CREATE TABLE a (n int); CREATE TABLE b (n int)' }],
          [{ sql: 'INSERT INTO a VALUES (?)', parameters: [1] }],
          [{ sql: 'INSERT INTO b VALUES (2); COMMIT; INSERT INTO b VALUES (3)' }],
          [{ sql: 'INSERT INTO a VALUES (4)' }],
        ]),
        () => (told += 1),
      );
      expect(told).toBe(4);
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
      let told = 0;
      await connection.executeTransactions!(
        from([[insert], [insert], [insert], [{ sql: 'DEALLOCATE ALL' }], [insert], [insert], [insert]]),
        () => (told += 1),
      );
      expect(told).toBe(7);
      expect(await connection.query('SELECT count(*)::int AS n FROM a')).toEqual([{ n: 6 }]);
    });

    it('leaves commits as they were configured, also after a failure', async () => {
      await using database = await open();
      await using connection = await database.connect();
      const setting = async () => (await connection.query('SHOW synchronous_commit'))[0];
      const select = { sql: 'SELECT 1' };
      await connection.executeTransactions!(from([[select], [{ sql: 'SELECT 2' }], [select]]), () => {});
      expect(await setting()).toEqual({ synchronous_commit: 'on' });
      const failed = connection.executeTransactions!(from([[select], [{ sql: 'SELECT nothing' }], [select]]), () => {});
      await expect(failed).rejects.toMatchObject({ serverCode: '42703' });
      expect(await setting()).toEqual({ synchronous_commit: 'on' });
    });

    it('asks for more while some are under way, and flushes only the last commit of all', async () => {
      await using database = await open();
      await using connection = await database.connect();
      await connection.execute({ sql: 'CREATE TABLE seen (n int, setting text)' });
      const all = 200;
      let handed = 0;
      let told = 0;
      const next = () =>
        handed === all || handed - told >= 10
          ? undefined
          : [{ sql: "INSERT INTO seen VALUES (?, current_setting('synchronous_commit'))", parameters: [String((handed += 1))] }];
      await connection.executeTransactions!(next, () => (told += 1));
      expect(told).toBe(all);
      expect(await connection.query('SELECT count(*)::int AS rows, max(n) AS last FROM seen')).toEqual([{ rows: all, last: all }]);
      expect(await connection.query("SELECT n FROM seen WHERE setting = 'on'")).toEqual([{ n: all }]);
    });

    it('runs nothing behind a failure, however much is under way', async () => {
      await using database = await open();
      await using connection = await database.connect();
      await connection.execute({ sql: 'CREATE TABLE a (n int CHECK (n <> 100))' });
      let told = 0;
      const insert = (n: number) => [{ sql: 'INSERT INTO a VALUES (?)', parameters: [String(n)] }];
      const run = connection.executeTransactions!(from(Array.from({ length: 200 }, (_, at) => insert(at + 1))), () => (told += 1));
      await expect(run).rejects.toMatchObject({ serverCode: '23514', statement: { index: 1, of: 1 } });
      expect(told).toBe(99);
      expect(await connection.query('SELECT count(*)::int AS rows FROM a')).toEqual([{ rows: 99 }]);
    });

    it('has the server read a text that comes again and again once, whatever values it comes with', async () => {
      await using database = await open();
      await using connection = await database.connect();
      const values = ["it's", '', null, '😀 ü', '\\x00'];
      await connection.executeTransactions!(
        from([
          [{ sql: 'CREATE TABLE a (v text)' }, { sql: 'CREATE TABLE known (text text)' }],
          ...values.map((value) => [{ sql: 'INSERT INTO a VALUES (?)', parameters: [value] }]),
          [{ sql: 'INSERT INTO known SELECT statement FROM pg_prepared_statements ORDER BY statement' }],
        ]),
        () => {},
      );
      expect((await connection.query('SELECT v FROM a')).map((row) => row['v'])).toEqual(values);
      const known = (await connection.query('SELECT text FROM known')).map((row) => row['text']);
      expect(known).toEqual(['BEGIN', 'COMMIT', 'INSERT INTO a VALUES ($1)']);
    });

    it('lets another statement in behind those under way, and goes on when asked again', async () => {
      await using database = await open();
      await using connection = await database.connect();
      await connection.execute({ sql: 'CREATE TABLE a (n int)' });
      const next = from(Array.from({ length: 100 }, (_, at) => [{ sql: `INSERT INTO a VALUES (${at})` }, { sql: 'SELECT 1' }]));
      let handed = 0;
      let told = 0;
      const oneByOne = () => {
        if (handed - told >= 3) return undefined;
        handed += 1;
        return next();
      };
      const run = connection.executeTransactions!(oneByOne, () => (told += 1));
      const meanwhile = await connection.query('SELECT count(*)::int AS rows FROM a');
      await run;
      expect(meanwhile).toEqual([{ rows: told }]);
      expect(told).toBeLessThan(100);
      await connection.executeTransactions!(next, () => (told += 1));
      expect(told).toBe(100);
    });

    it('points at the character that the server names', async () => {
      await using database = await open();
      await using connection = await database.connect();
      const failed = connection.executeTransactions!(from([[{ sql: 'SELECT 1' }, { sql: "SELECT '😀', nothing" }]]), () => {});
      await expect(failed).rejects.toMatchObject({ statement: { index: 2, offset: "SELECT '😀', ".length } });
    });

    it('is cancelled by the signal: the transaction under way is rolled back, nothing follows it', async () => {
      await using database = await open();
      const controller = new AbortController();
      await using connection = await database.connect({ signal: controller.signal });
      await connection.execute({ sql: 'CREATE TABLE a (n int)' });
      let told = 0;
      const run = connection.executeTransactions!(
        from([
          [{ sql: 'INSERT INTO a VALUES (1)' }],
          [{ sql: 'INSERT INTO a VALUES (2)' }, { sql: 'SELECT pg_sleep(30)' }],
          [{ sql: 'INSERT INTO a VALUES (3)' }],
        ]),
        () => {
          told += 1;
          setTimeout(() => controller.abort(), 100);
        },
      );
      await expect(run).rejects.toMatchObject({ code: 'INTERRUPTED' });
      expect(told).toBe(1);
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
