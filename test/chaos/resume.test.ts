import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangelogEvent } from '../../src/core/events.js';
import { history, update } from '../../src/index.js';
import { fingerprint, type Fingerprint } from '../db/catalog-fingerprint.js';
import { describeTargets, type TestDatabase } from '../db/targets.js';

/** Statements of which none can be repeated: each fails, or leaves more behind, when it is sent twice. */
const statements = [
  'CREATE TABLE item (id INT PRIMARY KEY, name VARCHAR(20), price INT)',
  "INSERT INTO item VALUES (1, 'cup', 3)",
  'ALTER TABLE item ADD COLUMN stock INT DEFAULT 0',
  'UPDATE item SET stock = stock + 5',
  'CREATE INDEX item_name ON item (name)',
  'ALTER TABLE item CHANGE name title VARCHAR(40)',
  "INSERT INTO item VALUES (2, 'plate', 7, 1)",
  'UPDATE item SET price = price * 2',
  'CREATE VIEW cheap AS SELECT title FROM item WHERE price < 10',
  'RENAME TABLE item TO article',
];

const asSql = (list: readonly string[]): string => `--liquibase formatted sql\n--changeset ann:1\n${list.join(';\n')};\n`;
const asYaml = (list: readonly string[]): string =>
  `databaseChangeLog:\n  - changeSet:\n      id: 1\n      author: ann\n      changes:\n${list.map((sql) => `        - sql: { sql: ${JSON.stringify(sql)} }\n`).join('')}`;

const formats = [
  ['in one sql change', 'changelog.sql', asSql, [...statements.keys()]],
  ['in a change each', 'changelog.yaml', asYaml, [2, 5, 8]],
] as const;

/** How many statements stay where one fails: rows that were written just before it go with its transaction. */
function kept(failing: number): number {
  let count = failing;
  while (/^(?:INSERT|UPDATE)/.test(statements[count - 1] ?? '')) count -= 1;
  return count;
}

describeTargets(
  'a changeset whose statement fails',
  ({ open }) => {
    let cwd: string;
    beforeAll(async () => {
      cwd = await mkdtemp(join(tmpdir(), 'changelog-resume-'));
    });
    afterAll(() => rm(cwd, { recursive: true }));

    async function run(database: TestDatabase, changelogFile: string): Promise<readonly ChangelogEvent[]> {
      const events: ChangelogEvent[] = [];
      await update({ url: database.url, changelogFile }, { cwd, onEvent: (event) => events.push(event) });
      return events;
    }

    async function look({ connect, dialect }: TestDatabase): Promise<Fingerprint> {
      await using connection = await connect();
      return await fingerprint(connection, dialect.name);
    }

    async function journal({ connect }: TestDatabase): Promise<readonly object[]> {
      await using connection = await connect();
      return await connection.query('SELECT * FROM DATABASECHANGELOGSTEP');
    }

    describe.each(formats)('%s', (_, file, write, places) => {
      it('goes on at that statement once it is corrected, wherever that was', { timeout: 120_000 }, async () => {
        await using whole = await open();
        await writeFile(join(cwd, file), write(statements));
        await run(whole, file);
        const wanted = await look(whole);
        for (const failing of places) {
          await using database = await open();
          await writeFile(join(cwd, file), write(statements.with(failing, 'UPDATE nowhere SET id = 1')));
          await expect(run(database, file)).rejects.toMatchObject({ code: 'SQL_FAILED', statement: { index: failing + 1 } });
          await writeFile(join(cwd, file), write(statements));
          const events = await run(database, file);
          expect(await look(database), `statement ${failing + 1} failed`).toEqual(wanted);
          const resumed = events.find((event) => event.type === 'changeset-resumed')?.done ?? 0;
          expect(resumed, `statement ${failing + 1} failed`).toBe(kept(failing));
          expect(await journal(database)).toEqual([]);
        }
      });
    });

    it('does not go on where a statement that is done was edited, and leaves the rest as it is', async () => {
      await using database = await open();
      await writeFile(join(cwd, 'changelog.sql'), asSql(statements.with(5, 'ALTER TABLE nowhere DROP x')));
      await expect(run(database, 'changelog.sql')).rejects.toMatchObject({
        code: 'SQL_FAILED',
        hint: expect.stringContaining('statement 6') as unknown,
      });
      const before = await look(database);
      await writeFile(join(cwd, 'changelog.sql'), asSql(statements.with(2, 'ALTER TABLE item ADD COLUMN supply INT DEFAULT 0')));
      await expect(run(database, 'changelog.sql')).rejects.toMatchObject({ code: 'RESUME_CHANGED', changeset: { id: '1' } });
      expect(await look(database)).toEqual(before);
      await writeFile(join(cwd, 'changelog.sql'), asSql(statements));
      await run(database, 'changelog.sql');
      const { deployments } = await history({ url: database.url }, { cwd });
      expect(deployments.flatMap(({ changesets }) => changesets)).toHaveLength(1);
    });
  },
  ({ dialect }) => dialect === 'mariadb' || dialect === 'mysql',
);
