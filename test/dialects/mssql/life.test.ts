import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listLocks, rollbackCount, status, tag, unlock, update } from '../../../src/index.js';
import { startTdsServer, type TdsRequest } from './tds-server.js';
import { done, errorToken, rowsToken, transactionEnded } from './tds-tokens.js';
import { trackingStandIn } from './tracking-stand-in.js';

const changelogFile = 'db.yaml';
const commit = 'IF @@TRANCOUNT > 0 COMMIT TRANSACTION';

describe('a run on SQL Server, on the wire', () => {
  let cwd = '';
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'changelog-life-'));
    await writeFile(
      join(cwd, changelogFile),
      `databaseChangeLog:
- changeSet: { id: 1, author: ä, changes: [ { createTable: { tableName: t, columns: [ { column: { name: id, type: int } } ] } }, { sql: { sql: "INSERT t VALUES (1);\\nGO\\nINSERT t VALUES (2)\\nGO 2" } } ] }
- changeSet: { id: 2, author: ä, changes: [ { createProcedure: { procedureName: p, procedureText: "CREATE PROCEDURE p AS SELECT 1" } } ], rollback: "DROP PROCEDURE p" }
`,
    );
  });
  afterAll(async () => {
    await rm(cwd, { recursive: true });
  });

  async function withServer<T>(
    work: (url: string, sent: () => readonly string[], history: () => readonly (string | null | undefined)[]) => Promise<T>,
    special?: (request: TdsRequest) => Buffer | 'close' | undefined,
  ): Promise<T> {
    const standIn = trackingStandIn(special);
    await using server = await startTdsServer({ answer: standIn.answer });
    const url = `jdbc:sqlserver://127.0.0.1:${server.port};databaseName=shop;encrypt=false;user=sa;password=x`;
    const own = /INFORMATION_SCHEMA|SERVERPROPERTY|APPLOCK|applock|DATABASECHANGELOGLOCK|^SELECT \* FROM DATABASECHANGELOG/;
    return await work(
      url,
      () => server.requests.map(({ sql }) => sql).filter((sql) => !own.test(sql)),
      () => standIn.history.map(([id, author]) => `${id}:${author}`),
    );
  }

  it('makes the tables, runs each changeset with its row in a transaction, and has nothing to do the next time', async () => {
    await withServer(async (url, sent, history) => {
      await update({ url, changelogFile }, { cwd });
      expect(sent().map((sql) => sql.replace(/(INSERT INTO DATABASECHANGELOG|CREATE TABLE DATABASECHANGELOG) .*/s, '$1'))).toEqual([
        'CREATE TABLE DATABASECHANGELOG',
        'IF @@TRANCOUNT = 0 BEGIN TRANSACTION',
        'CREATE TABLE t (id int);',
        'INSERT t VALUES (1);',
        'INSERT t VALUES (2);',
        'INSERT t VALUES (2);',
        'INSERT INTO DATABASECHANGELOG',
        commit,
        'IF @@TRANCOUNT = 0 BEGIN TRANSACTION',
        'CREATE PROCEDURE p AS SELECT 1;',
        'INSERT INTO DATABASECHANGELOG',
        commit,
      ]);
      expect(history()).toEqual(['1:ä', '2:ä']);
      const before = sent().length;
      expect((await status({ url, changelogFile }, { cwd })).pending).toEqual([]);
      await update({ url, changelogFile }, { cwd });
      expect(sent().slice(before)).toEqual([]);
      await tag({ url, tag: "it's" }, { cwd });
      expect(sent().some((sql) => sql.startsWith("UPDATE changelog SET TAG = 'it''s' FROM DATABASECHANGELOG AS changelog"))).toBe(true);
      await rollbackCount({ url, changelogFile, count: 1 }, { cwd });
      expect(history()).toEqual(['1:ä']);
    });
  });

  it('records nothing of a changeset that a deadlock ended, and gives the locks back', async () => {
    await withServer(
      async (url, sent, history) => {
        await expect(update({ url, changelogFile }, { cwd })).rejects.toMatchObject({ code: 'SQL_FAILED', serverCode: '1205' });
        expect(history()).toEqual([]);
        expect(sent().at(-1)).toBe('IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION');
      },
      ({ sql }) =>
        sql === 'INSERT t VALUES (2);'
          ? Buffer.concat([
              errorToken({ number: 1205, severity: 13, message: 'was deadlocked' }),
              transactionEnded('rollback'),
              done({ error: true }),
            ])
          : undefined,
    );
  });

  it('says nothing of sessions that the login may not see, and stops at nothing for that', async () => {
    let isHeld = false;
    const lockRow = { ID: 'int', LOCKED: 'bit', LOCKGRANTED: 'datetime2', LOCKEDBY: 'nvarchar' } as const;
    await withServer(
      async (url) => {
        await update({ url, changelogFile }, { cwd });
        isHeld = true;
        expect((await listLocks({ url }, { cwd })).locks).toMatchObject([{ lockedBy: 'ann (10.0.0.1)' }]);
        expect(await unlock({ url, force: true }, { cwd })).toMatchObject({ cleared: { lockedBy: 'ann (10.0.0.1)' } });
      },
      ({ sql }) => {
        if (/sys\.dm_|HAS_PERMS/.test(sql))
          return Buffer.concat([errorToken({ number: 300, severity: 14, message: 'permission was denied' }), done({ error: true })]);
        if (!isHeld || !sql.startsWith('SELECT * FROM DATABASECHANGELOGLOCK')) return undefined;
        return Buffer.concat([rowsToken(lockRow, [['1', '1', '737454/47655123', 'ann (10.0.0.1)']]), done({ rows: 1 })]);
      },
    );
  });

  it('does with a lease where the server knows no application locks', async () => {
    await withServer(
      async (url, sent) => {
        await expect(update({ url, changelogFile }, { cwd })).rejects.toThrow();
        expect(sent().some((sql) => sql.startsWith('CREATE TABLE DATABASECHANGELOGLEASE'))).toBe(true);
      },
      ({ sql, kind }) =>
        sql.includes('APPLOCK_MODE') && kind === 'batch'
          ? Buffer.concat([
              errorToken({ number: 195, severity: 15, message: "'APPLOCK_MODE' is not a recognized function" }),
              done({ error: true }),
            ])
          : sql.endsWith('FROM DATABASECHANGELOGLEASE WHERE ID = 1')
            ? Buffer.concat([errorToken({ number: 229, message: 'denied' }), done({ error: true })])
            : undefined,
    );
  });
});
