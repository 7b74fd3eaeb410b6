import { expect, test } from 'vitest';
import type { Connection } from '../../../src/dialects/driver.js';
import { sqlite } from '../../../src/dialects/sqlite/index.js';
import { createDatabase, type Database } from '../../../src/state/database.js';
import { createHistoryStore } from '../../../src/state/database-history.js';
import { openSqlite, run } from './open.js';

/**
 * What Liquibase 4.28.0 with sqlite-jdbc 3.45.3 leaves in a file, seen with typeof() under two time zones: DATEEXECUTED and LOCKGRANTED
 * are texts in UTC (`2020-01-31 13:14:15`), for they are written as CURRENT_TIMESTAMP; Liquibase shows them as if they were local time. LOCKED
 * is an integer 0 or 1, ORDEREXECUTED an integer; the rest are texts, '' for no comment and NULL for no tag, context or label.
 */
const byLiquibase = `
CREATE TABLE DATABASECHANGELOG (ID VARCHAR(255) NOT NULL, AUTHOR VARCHAR(255) NOT NULL, FILENAME VARCHAR(255) NOT NULL, DATEEXECUTED TEXT NOT NULL, ORDEREXECUTED INTEGER NOT NULL, EXECTYPE VARCHAR(10) NOT NULL, MD5SUM VARCHAR(35), DESCRIPTION VARCHAR(255), COMMENTS VARCHAR(255), TAG VARCHAR(255), LIQUIBASE VARCHAR(20), CONTEXTS VARCHAR(255), LABELS VARCHAR(255), DEPLOYMENT_ID VARCHAR(10));
INSERT INTO DATABASECHANGELOG VALUES ('1', 'a', 'a.xml', '2020-01-31 13:14:15', 1, 'EXECUTED', '9:00', 'empty', '', NULL, '4.28.0', NULL, NULL, '5358965304');
`;

function database(connection: Connection): Database {
  const { info } = connection;
  return createDatabase({
    dialect: sqlite,
    url: 'sqlite::memory:',
    version: info.version,
    user: info.user,
    connection,
    settings: {
      databaseChangelogTableName: 'DATABASECHANGELOG',
      databaseChangelogLockTableName: 'DATABASECHANGELOGLOCK',
      outputDefaultSchema: true,
      outputDefaultCatalog: true,
    },
  });
}

async function columnsOf(db: Connection, table: string): Promise<readonly string[]> {
  return (await db.query<{ name: string }>(`SELECT name FROM pragma_table_info('${table}')`)).map(({ name }) => name);
}

test.each([
  ['bytes', { COMMENTS: "x'61ff'", MD5SUM: "CAST('9:00' AS BLOB)" }, { comments: 'a\uFFFD', md5sum: '9:00' }],
  [
    'a number',
    { COMMENTS: '1e15', DATEEXECUTED: '1580464800000.0' },
    { comments: '1000000000000000', dateExecuted: new Date(1580464800000) },
  ],
])('history rows may hold %s where Liquibase writes text', async (_title, values, read) => {
  const db = await openSqlite();
  await run(db, byLiquibase);
  // Columns without a type keep what they are given.
  await run(db, 'CREATE TABLE loose AS SELECT * FROM DATABASECHANGELOG');
  await run(db, 'DROP TABLE DATABASECHANGELOG');
  await run(db, `CREATE TABLE DATABASECHANGELOG (${(await columnsOf(db, 'loose')).join(', ')})`);
  await run(db, 'INSERT INTO DATABASECHANGELOG SELECT * FROM loose');
  for (const [name, value] of Object.entries(values)) await run(db, `UPDATE DATABASECHANGELOG SET ${name} = ${value}`);
  const history = createHistoryStore({ database: database(db), writer: 'test', deploymentId: '5358965305' });
  const [row] = await history.list();
  for (const [name, value] of Object.entries(read)) expect(row).toHaveProperty(name, value);
});

test('history rows of Liquibase are read, and the next one is stored in the same types', async () => {
  const db = await openSqlite();
  await run(db, byLiquibase);
  const history = createHistoryStore({ database: database(db), writer: 'test', deploymentId: '5358965305' });
  expect(await history.ensure()).toEqual([]);
  expect(await history.list()).toMatchObject([
    { id: '1', author: 'a', path: 'a.xml', orderExecuted: 1, execType: 'EXECUTED', comments: '', tag: null },
  ]);
  const entry = {
    id: '2',
    author: 'a',
    path: 'a.xml',
    execType: 'EXECUTED',
    checksum: '9:01',
    description: 'empty',
    comments: '',
    contexts: null,
    labels: null,
    tag: null,
  } as const;
  for (const { sql } of history.record(entry)) await run(db, sql);
  const columns = await columnsOf(db, 'DATABASECHANGELOG');
  const types = await db.query(
    `SELECT ${columns.map((name) => `typeof(${name}) AS ${name}`).join(', ')} FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED`,
  );
  expect(types[1]).toEqual(types[0]);
  expect(await db.query("SELECT DATEEXECUTED GLOB '????-??-?? ??:??:??' AS fits FROM DATABASECHANGELOG")).toEqual([
    { fits: 1 },
    { fits: 1 },
  ]);
});
