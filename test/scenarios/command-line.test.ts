import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Interruption } from '../../src/cli/cli-io.js';
import { engineVersion } from '../../src/core/version.js';
import { capture, type CaptureOptions, type Captured } from '../cli/capture.js';
import { smallChangelog, useFolder } from './folder.js';

const folder = useFolder();

/** Runs the command line in the test's folder, with `changelog.yaml` on `test.db`. */
async function run(line: string | readonly string[], options: CaptureOptions = {}): Promise<Captured> {
  folder.write('changelog.properties', 'url=sqlite:test.db', 'changelogFile=changelog.yaml');
  return capture(typeof line === 'string' ? line.split(' ') : line, { cwd: folder.path, ...options });
}
async function ok(line: string | readonly string[], options?: CaptureOptions): Promise<string> {
  const { code, out, err } = await run(line, options);
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  return out;
}
async function json(line: string, options?: CaptureOptions): Promise<never> {
  return JSON.parse(await ok(`${line} --format json`, options)) as never;
}

describe('an update', () => {
  it('reads as written, and a second one does nothing', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const first = await run('update --contexts=prod');
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/UPDATE SUMMARY\nRun: +2\nPreviously run: +0\nFiltered out: +1\n-+\nTotal change sets: +3\n/);
    expect(first.err).toMatch(/^\[1\/2\] changelog\.yaml::1::ann {2}[\d.]+ m?s\n\[2\/2\] changelog\.yaml::3::ann/);
    const second = await run('update --contexts prod');
    expect(second.out).toMatch(/Run: +0\nPreviously run: +2\n/);
    expect(second.err).toContain('Database is up to date');
  });

  it('says in JSON what it did, on standard output alone', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const { out, err } = await run('update --contexts=test --format=json');
    expect(JSON.parse(out)).toMatchObject({
      upToDate: false,
      changesets: [
        { id: '1', author: 'ann', path: 'changelog.yaml', execType: 'EXECUTED' },
        { id: '2', execType: 'EXECUTED' },
        { id: '3', execType: 'EXECUTED' },
      ],
      leftOut: [],
      summary: { run: 3, previouslyRun: 0, filteredOut: 0, total: 3 },
    });
    const events = err
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(events.map(({ type }) => type)).toEqual([
      'run-started',
      ...Array.from({ length: 3 }, () => ['changeset-started', 'changeset-finished']).flat(),
    ]);
  });

  it('lists what the filters left out when asked, and nothing with OFF', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    expect(await ok('update --contexts=prod --show-summary=verbose')).toMatch(/\| changelog\.yaml::2::ann +\| .*contexts.*\|/);
    expect(await ok('update --contexts=prod --showSummary OFF')).toBe('');
  });
});

describe('old names and forms', () => {
  it.each(['update-sql', 'updateSQL', 'updatesql', 'UPDATE-SQL', 'migrateSql'])('%s is update-sql', async (name) => {
    folder.write('changelog.yaml', ...smallChangelog);
    expect(await ok(`${name} --url=offline:postgresql?version=15.0`)).toMatch(
      /^-- \*+\n-- Update Database Script\n[^]*CREATE TABLE person /m,
    );
  });

  it('takes options in any form, before and after the command', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    for (const line of [
      '--changeLogFile=changelog.yaml updateCount 1',
      '--log-level off update-count --count=1',
      'updateCount --count 1 --headless',
    ]) {
      const { changesets } = (await json(line)) as { changesets: readonly unknown[] };
      expect(changesets).toHaveLength(1);
    }
  });

  it.each(['rollback v1.0', 'rollback --tag v1.0', 'rollback --tag=v1.0', '--contexts=x rollback v1.0'])(
    '%s goes back to the tag',
    async (line) => {
      folder.write(
        'changelog.yaml',
        ...smallChangelog,
        '  - changeSet: { id: 4, author: ann, changes: [ { createTable: { tableName: t, columns: [ { column: { name: a, type: int } } ] } } ] }',
      );
      await ok('update');
      const { err } = await run(line);
      expect(err).toContain('rolled back changelog.yaml::4::ann');
      expect(await ok('rollbackCount 1')).toBe('');
      expect(await ok('status')).toMatch(/^3 changesets have not been applied to /);
    },
  );

  it('keeps the words of a date together', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    await ok('update');
    expect((await run('rollbackToDate 2001-01-01 10:00:00')).err).toContain('[3/3] rolled back changelog.yaml::1::ann');
  });
});

describe('what scripts read', () => {
  it('status says how many are pending and lists them as path::id::author', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const pending = await ok('status --verbose');
    expect(pending).toMatch(
      /^3 changesets have not been applied to sqlite:test\.db\n {5}changelog\.yaml::1::ann\n {5}changelog\.yaml::2::ann\n {5}changelog\.yaml::3::ann\n$/,
    );
    await ok('update');
    expect(await ok('status')).toBe('sqlite:test.db is up to date\n');
    expect(await json('status')).toMatchObject({ upToDate: true, pending: [] });
  });

  it('history as a table, as the older list and as JSON', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    expect(await ok('history')).toMatch(/No changesets deployed\n$/);
    await ok('update');
    expect(await ok('history')).toMatch(
      /\n\+-+\+[^]*\n\| Deployment ID \| Update Date +\| Changelog Path \| Changeset Author \| Changeset ID \| Tag +\|\n[^]*\| changelog\.yaml \| ann +\| 3 +\| v1\.0 \|\n/,
    );
    expect(await ok('history --format=TEXT')).toMatch(
      /\n- Database updated at .+\. Applied 3 changeset\(s\) in [\d.]+s, DeploymentId: \d{10}\n {2}changelog\.yaml::1::ann\n/,
    );
    expect(await json('history')).toMatchObject({
      deployments: [{ changesets: [{ id: '1', execType: 'EXECUTED' }, { id: '2' }, { id: '3', tag: 'v1.0' }] }],
    });
  });

  it('tags, locks, checksums, validation', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    await ok('update');
    expect(await ok('tag now')).toBe("Successfully tagged 'sqlite:test.db' with 'now'\n");
    expect(await ok('tag-exists now')).toBe("The tag 'now' already exists in 'sqlite:test.db'.\n");
    expect(await ok('tagExists --tag=never')).toBe("The tag 'never' does NOT exist in 'sqlite:test.db'.\n");
    expect(await ok('list-locks')).toBe('Database change log locks for sqlite:test.db\n - No locks\n');
    expect(await ok('validate')).toBe('No validation errors found.\n');
    expect(await ok('calculate-checksum changelog.yaml::1::ann')).toMatch(/^9:[0-9a-f]{32}\n$/);
    expect(await ok('clear-checksums')).toBe('Cleared 3 checksums of sqlite:test.db\n');
    expect(await ok(['execute-sql', '--sql=select 1 as a, null as b'])).toBe(
      'Output of select 1 as a, null as b:\na | b |\n1 | null |\n\n',
    );
  });

  it('update-sql in JSON is changesets with their SQL both ways, and only that', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const result = (await json('update-sql --url offline:postgresql?version=15.0 --contexts=prod')) as {
      changesets: readonly Record<string, unknown>[];
    };
    expect(Object.keys(result)).toEqual(['changesets']);
    expect(result.changesets.map(({ id }) => id)).toEqual(['1', '3']);
    expect(result.changesets[0]).toEqual({
      id: '1',
      author: 'ann',
      path: 'changelog.yaml',
      checksum: expect.stringMatching(/^9:[0-9a-f]{32}$/) as unknown,
      description: 'createTable tableName=person',
      sql: [expect.stringMatching(/^CREATE TABLE person /)],
      rollbackSql: [expect.stringMatching(/^DROP TABLE person/)],
    });
  });
});

const failure = async (line: string, options?: CaptureOptions): Promise<Captured> => {
  const result = await run(line, options);
  expect(result.out).toBe('');
  return result;
};

describe('--version', () => {
  it('runs nothing, whatever stands behind it', async () => {
    expect(await run('--version update --url=sqlite:nothing.db')).toMatchObject({ code: 0, out: `${engineVersion()}\n`, err: '' });
    expect(existsSync(join(folder.path, 'nothing.db'))).toBe(false);
  });
});

describe('exit codes', () => {
  it('2: wrong command, option or setting', async () => {
    expect(await failure('updat')).toMatchObject({ code: 2, err: expect.stringContaining('did you mean "update"?') as unknown });
    expect((await failure('update --nope')).code).toBe(2);
    expect((await failure('update --count=1')).code).toBe(2);
    expect((await failure('flow')).err).toContain('flow is not supported: write the steps');
    expect((await failure('rollback-count')).err).toContain('--count is missing');
    expect((await failure('')).code).toBe(2);
  });

  it('3: a changelog that is missing or wrong, with its place', async () => {
    expect(await failure('update --changelog-file=none.yaml')).toMatchObject({ code: 3 });
    folder.write(
      'changelog.yaml',
      'databaseChangeLog:',
      '  - changeSet: { id: 1, author: ann, changes: [ { createTabel: { tableName: t } } ] }',
    );
    const { code, err } = await failure('update');
    expect(code).toBe(3);
    expect(err).toMatch(/error\[PARSE_UNKNOWN_CHANGE\] .*createTabel[^]*--> changelog\.yaml:2:\d+[^]*did you mean "createTable"/);
  });

  it('4: no connection', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const { code, err } = await failure('update --url=postgres://ann:hunter22@127.0.0.1:1/x');
    expect(code).toBe(4);
    expect(err).not.toContain('hunter22');
  });

  it('5: the database refused a statement; what ran before stays', async () => {
    folder.write(
      'changelog.yaml',
      ...smallChangelog,
      '  - changeSet: { id: 4, author: ann, changes: [ { sql: { sql: SELECT * FROM nowhere } } ] }',
    );
    const { code, err } = await failure('update');
    expect(code).toBe(5);
    expect(err).toMatch(
      /error\[SQL_FAILED\][^]*--> changelog\.yaml:\d+:\d+ {3}changeset changelog\.yaml::4::ann[^]*sql {2}SELECT \* FROM nowhere/,
    );
    expect(await ok('status')).toContain('1 changeset has not been applied');
  });

  it('7: a precondition did not hold', async () => {
    folder.write('changelog.yaml', 'databaseChangeLog:', '  - preConditions: [ { dbms: { type: oracle } } ]', ...smallChangelog.slice(1));
    expect((await failure('update')).code).toBe(7);
  });

  it('tells programs the error as one JSON line', async () => {
    const { code, err } = await failure('update --changelog-file=none.yaml --format=json');
    expect(code).toBe(3);
    expect(JSON.parse(err)).toMatchObject({
      type: 'error',
      exitCode: 3,
      problems: [{ code: 'PARSE_FILE_NOT_FOUND', message: expect.any(String) as unknown }],
    });
    expect(JSON.parse((await failure('updat --format json')).err)).toMatchObject({ type: 'error', exitCode: 2 });
  });

  it('130 and 143 when a signal ends the run, between two changesets', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const controller = new AbortController();
    controller.abort(new Interruption('SIGTERM', 143));
    expect((await failure('update', { signal: controller.signal })).code).toBe(143);
    expect(await ok('status')).toContain('3 changesets');
  });
});

describe('drop-all', () => {
  it('asks, and drops only after a yes or with --force', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    await ok('update');
    expect(await run('drop-all')).toMatchObject({ code: 2, err: expect.stringContaining('--force') as unknown });
    expect((await run('drop-all', { answers: ['n'] })).code).toBe(2);
    expect((await run('drop-all --headless', { answers: ['y'] })).code).toBe(2);
    expect(await ok('status')).toContain('is up to date');
    expect((await run('drop-all', { answers: ['y'] })).err).toContain('sqlite:test.db? [y/N]');
    expect(await ok('status')).toContain('3 changesets have not been applied');
  });
});

describe('output', () => {
  it('goes to a file in the encoding and with the line ends asked for', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const out = await ok(
      'update-sql --url offline:postgresql --output-file=sql/out.sql --output-line-separator=CRLF --output-file-encoding=utf-16le',
    );
    expect(out).toBe('');
    const text = readFileSync(join(folder.path, 'sql/out.sql')).toString('utf16le');
    expect(text).toContain('CREATE TABLE person');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('logs to a file, with SQL at the level asked for', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const { err } = await run('update --log-file=run.log --log-level=fine --log-format=json');
    expect(err).not.toContain('"level"');
    const lines = readFileSync(join(folder.path, 'run.log'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { level: string; message: string });
    expect(lines.filter(({ level }) => level === 'FINE').map(({ message }) => message)).toContainEqual(
      expect.stringContaining('CREATE TABLE person'),
    );
    expect(lines.filter(({ level }) => level === 'INFO').map(({ message }) => message)).toContainEqual(
      expect.stringContaining('changelog.yaml::1::ann'),
    );
  });

  it('of the log goes to standard error where no file is named', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    expect((await run('update --log-level info')).err).toMatch(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] INFO \[changelog\] /m);
  });
});

describe('help', () => {
  it('lists commands, the options of one, and what error codes mean', async () => {
    expect(await ok('--help')).toMatch(/^ {2}update-sql +Prints/m);
    expect(await ok('update --help')).toMatch(/--changelog-file=VALUE/);
    expect(await ok('help rollbackCount')).toMatch(/^changelog rollback-count \[COUNT\] \[OPTIONS\]/);
    expect(await ok('help errors')).toMatch(/^LOCK_HELD +6 /m);
    expect(await ok('help errors lock_held')).toMatch(/Exit code 6/);
    expect((await run('help errors LOCK_HELT')).err).toContain('did you mean "LOCK_HELD"?');
  });
});

describe('secrets', () => {
  it('appear in no output of any command, at any log level', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const secret = 'hunt3r:2/2@x';
    const encoded = encodeURIComponent(secret);
    const ways: readonly { argv: readonly string[]; environment?: Readonly<Record<string, string>> }[] = [
      { argv: [`--url=postgres://ann:${encoded}@127.0.0.1:1/x`] },
      { argv: [`--url=postgres://ann:${secret}@127.0.0.1:1/x`] },
      { argv: [`--url=jdbc:mysql://127.0.0.1:1/x?user=ann&password=${encoded}`] },
      { argv: ['--url=jdbc:mariadb://127.0.0.1:1/x', '--username=ann', `--password=${secret}`] },
      { argv: ['--url=postgres://ann@127.0.0.1:1/x'], environment: { CHANGELOG_PASSWORD: secret } },
      { argv: ['--url=postgres://ann@127.0.0.1:1/x'], environment: { LIQUIBASE_COMMAND_PASSWORD: secret } },
      { argv: [`--url=nosuch://ann:${encoded}@127.0.0.1/x`] },
      { argv: [`--pasword=${secret}`] },
      { argv: [`--password=${secret}`, '--log-levle=x', '--url=sqlite:test.db', '--format=xml'] },
    ];
    for (const { argv, environment } of ways) {
      for (const command of ['update', 'status', 'history', 'update-sql']) {
        for (const extra of [['--log-level=fine'], ['--format=json'], []]) {
          const { code, out, err } = await run([command, ...argv, ...extra], environment === undefined ? {} : { environment });
          expect(code).not.toBe(0);
          for (const spelling of [secret, encoded, 'hunt3r']) expect(out + err, `${command} ${argv.join(' ')}`).not.toContain(spelling);
        }
      }
    }
  });
});
