import { describe, expect, it } from 'vitest';
import { capture } from '../cli/capture.js';
import { smallChangelog, useFolder } from './folder.js';

const folder = useFolder();
const cli = (...argv: readonly string[]) =>
  capture([...argv, '--url=sqlite:test.db', '--changelog-file=changelog.yaml'], { cwd: folder.path });

describe('a changelog with contexts', () => {
  it('run without any is warned of once, with their names', async () => {
    folder.write(
      'changelog.yaml',
      ...smallChangelog.map((line) => line.replace('contextFilter: test', 'contextFilter: "!prod and (test or dev)"')),
    );
    const { code, err } = await cli('update');
    expect(code).toBe(0);
    expect(err.match(/uses contexts/g)).toHaveLength(1);
    expect(err).toContain('(dev, prod, test)');
  });

  it('run without any is refused with --strict-contexts or --strict, and nothing has run', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    for (const option of ['--strict-contexts', '--strict']) {
      expect(await cli('update', option)).toMatchObject({ code: 2, err: expect.stringContaining('--context-filter') as unknown });
    }
    expect((await cli('status')).out).toContain('3 changesets have not been applied');
  });

  it('in modifySql is warned of as well, and what requires a context is not', async () => {
    const sql = (more: string): string => `  - changeSet: { id: 1, author: ann, changes: [{ sql: { sql: SELECT 1 } }], ${more} }`;
    folder.write('changelog.yaml', 'databaseChangeLog:', sql('modifySql: [{ append: { value: " + 1" }, contextFilter: dev }]'));
    expect((await cli('update', '--strict-contexts')).err).toContain('uses contexts (dev)');
    folder.write('changelog.yaml', 'databaseChangeLog:', sql('contextFilter: "@dev"'));
    expect(await cli('update', '--strict-contexts')).toMatchObject({ code: 0, out: expect.stringMatching(/Filtered out: +1/) as unknown });
  });

  it('run with contexts says nothing, nor does one without contexts', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    expect((await cli('update', '--strict-contexts', '--contexts=prod')).err).not.toContain('uses contexts');
    folder.write('changelog.yaml', ...smallChangelog.slice(0, 10));
    expect((await cli('update', '--strict-contexts')).code).toBe(0);
  });
});
