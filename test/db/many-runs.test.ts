import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as engine from '../../src/index.js';
import { smallChangelog } from '../scenarios/folder.js';
import { slowChangelog } from './program.js';
import { describeTargets, type TestDatabase } from './targets.js';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'changelog-'));
  writeFileSync(join(cwd, 'changelog.yaml'), smallChangelog.join('\n'));
  const broken = '  - changeSet: { id: 4, author: ann, changes: [{ sql: { sql: SELECT nothing FROM nowhere } }] }';
  writeFileSync(join(cwd, 'broken.yaml'), [...smallChangelog, broken].join('\n'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const codeOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );

describeTargets('runs in one process', ({ dialect, open }) => {
  it('on different databases share nothing: neither a lock, nor a failure, nor an interruption', async () => {
    writeFileSync(join(cwd, `${dialect}.json`), slowChangelog(dialect, 20));
    const databases: TestDatabase[] = [];
    for (let count = 0; count < 5; count++) databases.push(await open());
    const run = ({ url }: TestDatabase, changelogFile: string, signal?: AbortSignal): Promise<string> =>
      codeOf(engine.update({ url, changelogFile, contextFilter: 'test' }, { cwd, signal }));
    try {
      const [slow, failing, ...others] = databases as [TestDatabase, TestDatabase, ...TestDatabase[]];
      const ends = [
        run(slow, `${dialect}.json`, AbortSignal.timeout(1500)),
        run(failing, 'broken.yaml'),
        ...others.map((database) => run(database, 'changelog.yaml')),
      ];
      expect(await Promise.all(ends)).toEqual(['INTERRUPTED', 'SQL_FAILED', 'done', 'done', 'done']);
      const left = await Promise.all(databases.map(async ({ url }) => engine.listLocks({ url }, { cwd })));
      expect(left.map(({ locks, session }) => ({ locks, session }))).toEqual(databases.map(() => ({ locks: [], session: null })));
    } finally {
      for (const database of databases) await database[Symbol.asyncDispose]();
    }
  });

  it('on one database queue: one runs, the others find nothing to do', async () => {
    await using database = await open();
    const run = async (): Promise<number> =>
      (await engine.update({ url: database.url, changelogFile: 'changelog.yaml', contextFilter: 'test' }, { cwd })).summary.run;
    expect((await Promise.all([run(), run(), run(), run()])).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 3]);
  });
});
