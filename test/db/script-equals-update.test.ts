import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { update, updateSql } from '../../src/index.js';
import { fingerprint } from './catalog-fingerprint.js';
import { describeTargets, type TestDatabase } from './targets.js';

const cwd = join(import.meta.dirname, '../..');
const changelogFile = 'changelogs/shop/db.changelog-master.yaml';

/** How a script gets into a database with the client that comes with it. */
const clients: Readonly<Record<string, (url: URL) => readonly [program: string, ...options: string[]]>> = {
  postgresql: (url) => ['psql', '--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', `--dbname=${url.href}`],
  mariadb: (url) => [
    ...(['mariadb', '--no-defaults', '--default-character-set=utf8mb4', `--host=${url.hostname}`, `--port=${url.port || '3306'}`] as const),
    ...[`--user=${decodeURIComponent(url.username)}`, `--password=${decodeURIComponent(url.password)}`, url.pathname.slice(1)],
  ],
  sqlite: (url) => ['sqlite3', '-bail', url.pathname],
};

const installed = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

describeTargets(
  'a script',
  ({ dialect, open }) => {
    const [program = ''] = clients[dialect]?.(new URL('x://u@h/d')) ?? [];

    it.skipIf(!installed(program))('leaves what update leaves, when the client of the database runs it', async () => {
      await using updated = await open();
      await using scripted = await open();
      await update({ url: updated.url, changelogFile }, { cwd });
      const { script } = await updateSql({ url: scripted.url, changelogFile }, { cwd });
      const [client = '', ...options] = clients[dialect]?.(new URL(scripted.url)) ?? [];
      const { status, stderr } = spawnSync(client, options, { input: script, encoding: 'utf8' });
      expect(stderr).not.toMatch(/error/i);
      expect(status).toBe(0);
      expect(await left(scripted)).toEqual(await left(updated));
    });

    /** Schema, rows and history, without moments and the number of the run. */
    async function left(database: TestDatabase) {
      await using connection = await database.connect();
      const history = await connection.queryRows(
        `SELECT ID, AUTHOR, FILENAME, ORDEREXECUTED, EXECTYPE, MD5SUM, DESCRIPTION, COMMENTS, TAG, LIQUIBASE, CONTEXTS, LABELS FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED`,
      );
      expect(history.rows.length).toBeGreaterThan(10);
      const { catalog, rows } = await fingerprint(connection, dialect);
      return { catalog, rows: rows.map((row) => row.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.\d]*/g, 'a moment')), history: history.rows };
    }
  },
  ({ dialect }) => dialect in clients,
);
