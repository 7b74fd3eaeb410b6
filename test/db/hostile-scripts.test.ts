import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { updateSql } from '../../src/index.js';
import { describeTargets, type TestDatabase } from './targets.js';

/** The clients that run scripts, by dialect; the script comes on their standard input. */
const clients: Readonly<Record<string, (database: TestDatabase) => readonly string[]>> = {
  postgresql: ({ target }) => ['psql', '-q', '-v', 'ON_ERROR_STOP=1', '-d', target.url],
  mariadb: ({ target }) => [
    'mariadb',
    '-h',
    target.host ?? '',
    '-P',
    String(target.port ?? 3306),
    '-u',
    target.username ?? '',
    target.database ?? '',
  ],
  sqlite: ({ target }) => ['sqlite3', '-bail', target.file ?? ''],
};
const isInstalled = (dialect: string): boolean =>
  clients[dialect] !== undefined &&
  spawnSync(dialect === 'postgresql' ? 'psql' : dialect === 'mariadb' ? 'mariadb' : 'sqlite3', ['--version']).status === 0;

/** Texts that would end a comment or a string of the script, or give a command to the client. */
const hostile = (mark: string): readonly string[] => [
  `'; DROP TABLE victim; --`,
  `"; DROP TABLE victim; --`,
  String.raw`\'; DROP TABLE victim; -- `,
  '`; DROP TABLE victim; --',
  'x\nDROP TABLE victim;',
  'x\rDROP TABLE victim;',
  '*/ DROP TABLE victim; /*',
  '$$; DROP TABLE victim; $$',
  `x\n\\! touch ${mark}\n`,
  `x\n.shell touch ${mark}\n`,
  'x\ndelimiter //\nDROP TABLE victim//\n',
];

describeTargets(
  'a script with hostile ids, authors, comments and commands, run by the client of the database,',
  (target) => {
    let database: TestDatabase;
    const folder = mkdtempSync(join(tmpdir(), 'changelog-script-'));

    beforeAll(async () => {
      database = await target.open();
    });
    afterAll(async () => {
      await database?.[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    });

    it('records them as they are and does nothing else', async () => {
      const mark = join(folder, 'mark');
      const texts = hostile(mark);
      const changes = (text: string) => [{ executeCommand: { executable: text } }];
      const changelog = texts.map((text, i) => ({ changeSet: { id: `${i}${text}`, author: text, comment: text, changes: changes(text) } }));
      writeFileSync(join(folder, 'c.json'), JSON.stringify({ databaseChangeLog: changelog }));
      const connection = await database.connect();
      try {
        await connection.execute({ sql: 'CREATE TABLE victim (id int)' });
        const { script } = await updateSql({ url: database.url, changelogFile: 'c.json' }, { cwd: folder });
        const [client = '', ...args] = clients[target.dialect]?.(database) ?? [];
        const { status, stderr } = spawnSync(client, args, { input: script, encoding: 'utf8' });
        expect(stderr).toBe('');
        expect(status).toBe(0);
        const { rows } = await connection.queryRows('SELECT ID, AUTHOR, COMMENTS FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED');
        expect(rows).toEqual(texts.map((text, i) => [`${i}${text}`, text, text.trim()]));
        expect((await connection.queryRows('SELECT count(*) FROM victim')).rows).toEqual([['0']]);
        expect(existsSync(mark)).toBe(false);
      } finally {
        await connection.close();
      }
    });
  },
  (target) => isInstalled(target.dialect),
);
