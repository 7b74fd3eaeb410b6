import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeTargets } from '../db/targets.js';
import { smallChangelog, useFolder } from './folder.js';

const root = join(import.meta.dirname, '../..');
const bin = join(root, 'bin/changelog.js');
const folder = useFolder();

beforeAll(() => {
  if (!existsSync(join(root, 'dist/bundle/main.cjs'))) throw new Error('run npm run build first: these tests start the built program');
});

const unbundled = `import { main } from ${JSON.stringify(pathToFileURL(join(root, 'dist/cli/main.js')).href)}; await main(process.argv.slice(1));`;

/** Runs the program, as the compiler wrote it in single files, and reports which of them Node loaded. */
function runAndListFiles(...argv: readonly string[]): {
  readonly status: number | null;
  readonly stdout: string;
  readonly loaded: readonly string[];
} {
  const coverage = join(folder.path, 'coverage');
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', unbundled, '--', ...argv], {
    encoding: 'utf8',
    env: { ...process.env, NODE_V8_COVERAGE: coverage },
  });
  const reports = readdirSync(coverage).map(
    (name) => JSON.parse(readFileSync(join(coverage, name), 'utf8')) as { result: readonly { url: string }[] },
  );
  const urls = reports.flatMap(({ result }) => result.map(({ url }) => url));
  const loaded = urls
    .filter((url) => url.includes('/dist/') && !url.includes('/node_modules/'))
    .map((url) => url.replace(/^.*\/dist\//, ''));
  return { status, stdout, loaded: loaded.toSorted() };
}

describe('the program as a process', () => {
  it('prints its version without loading anything else', () => {
    const { status, stdout, loaded } = runAndListFiles('--version');
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/) as unknown });
    expect(loaded).toEqual(['cli/main.js', 'core/version.js']);
  });

  it('prints the list of commands without loading any of them', () => {
    const { stdout, loaded } = runAndListFiles('--help');
    expect(stdout).toContain('update-sql');
    expect(loaded.filter((file) => !/^(?:cli|core|model)\/|^commands\/(?:index|define)\.js$/.test(file))).toEqual([]);
  });

  it('sets the exit code and keeps data and messages apart', () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const run = (...argv: readonly string[]) =>
      spawnSync(process.execPath, [bin, ...argv, '--changelog-file=changelog.yaml', '--url=sqlite:test.db'], {
        cwd: folder.path,
        encoding: 'utf8',
      });
    const update = run('update', '--format=json');
    expect(update.status).toBe(0);
    expect(JSON.parse(update.stdout)).toMatchObject({ summary: { run: 3 } });
    expect(run('status').stdout).toBe('sqlite:test.db is up to date\n');
    expect(run('status', '--nope').status).toBe(2);
  });

  it('goes on when nobody reads its output any more', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const child = spawn(process.execPath, [bin, 'update', '--changelog-file=changelog.yaml', '--url=sqlite:test.db'], {
      cwd: folder.path,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    child.stderr.destroy();
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(0);
    const status = spawnSync(process.execPath, [bin, 'status', '--changelog-file=changelog.yaml', '--url=sqlite:test.db'], {
      cwd: folder.path,
      encoding: 'utf8',
    });
    expect(status.stdout).toContain('is up to date');
  });

  it('opens few files for a run with nothing to do, and none of the large parts of Node that it does not need', () => {
    folder.write('changelog.xml', '<databaseChangeLog/>');
    folder.write(
      'report.cjs',
      `process.on('exit', () => {
        const files = Object.keys(require.cache).filter((file) => file.includes('bundle'));
        process.stderr.write(JSON.stringify({ files: files.length, builtin: process.moduleLoadList }));
      });`,
    );
    const { stderr } = spawnSync(
      process.execPath,
      ['--require=./report.cjs', bin, 'status', '--changelog-file=changelog.xml', '--url=postgres://nobody@127.0.0.1:1/none'],
      { cwd: folder.path, encoding: 'utf8' },
    );
    const report = JSON.parse(stderr.slice(stderr.indexOf('{"files"'))) as { readonly files: number; readonly builtin: readonly string[] };
    expect(report.files).toBeLessThanOrEqual(10);
    expect(report.builtin.filter((name) => /undici|zlib|readline\/promises|\btls\b|internal\/http/.test(name))).toEqual([]);
  });

  it('does the same with compiled code that is whole, cut off, of something else, or not there', () => {
    const copy = join(folder.path, 'copy');
    for (const part of ['bin', 'dist/bundle']) cpSync(join(root, part), join(copy, part), { recursive: true });
    cpSync(join(root, 'package.json'), join(copy, 'package.json'));
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    folder.write('changelog.yaml', ...smallChangelog);
    const script = (): string => {
      const argv = ['update-sql', '--url=offline:postgresql', '--changelog-file=changelog.yaml', '--format=json'];
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(copy, 'bin/changelog.js'), ...argv], {
        cwd: folder.path,
        encoding: 'utf8',
      });
      expect({ status, stderr }).toMatchObject({ status: 0 });
      return stdout;
    };
    const whole = script();
    const compiled = readdirSync(join(copy, 'dist/bundle'), { recursive: true, encoding: 'utf8' })
      .map((name) => join(copy, 'dist/bundle', name))
      .filter((file) => file.includes('.compiled') && statSync(file).isFile());
    expect(compiled).not.toEqual([]);
    for (const file of compiled) truncateSync(file, Math.floor(statSync(file).size / 2));
    expect(script()).toBe(whole);
    for (const file of compiled) writeFileSync(file, 'something else');
    expect(script()).toBe(whole);
    for (const file of compiled) truncateSync(file);
    expect(script()).toBe(whole);
  });

  it('finds compiled code that V8 takes, where Node.js keeps none by itself', () => {
    const look = `const scripts = []; require('./bin/start.js').start((one) => scripts.push(one));
      console.log(JSON.stringify([require('node:module').enableCompileCache === undefined, scripts.map((one) => one.cachedDataRejected)]));`;
    const { stdout } = spawnSync(process.execPath, ['--eval', look], { cwd: root, encoding: 'utf8' });
    const [isOurs, rejected] = JSON.parse(stdout) as [boolean, (boolean | null)[]];
    expect(rejected.filter((one) => one !== false)).toEqual([]);
    expect(rejected.length > 0).toBe(isOurs);
  });

  it('is not built in silence where the runs that compile it fail', () => {
    const copy = join(folder.path, 'compile-bundle.mjs');
    cpSync(join(root, 'compile-bundle.mjs'), copy);
    const { status, stderr } = spawnSync(process.execPath, [copy], { cwd: folder.path, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('changelog update --url sqlite:shop.db ended with 1 instead of 0');
    expect(stderr).toContain('bin/start.js');
  });

  it('gives a slow reader all of its output', async () => {
    const changeset = (id: number) => `<changeSet id="${id}" author="a"><sql>${'select 1; '.repeat(2000)}</sql></changeSet>`;
    folder.write('big.xml', '<databaseChangeLog>', ...Array.from({ length: 20 }, (_, at) => changeset(at)), '</databaseChangeLog>');
    const child = spawn(process.execPath, [bin, 'update-sql', '--changelog-file=big.xml', '--url=offline:postgresql'], {
      cwd: folder.path,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let text = '';
    for await (const piece of child.stdout) {
      if (text.length < 300_000) await new Promise((resolve) => setTimeout(resolve, 20));
      text += String(piece);
    }
    expect(text.match(/select 1;/g)).toHaveLength(40_000);
    expect(text.trimEnd().split('\n').at(-1)).toMatch(/DATABASECHANGELOG|^UPDATE|;$/i);
  });

  describeTargets('the bundled driver', (target) => {
    it('connects and answers', async () => {
      await using database = await target.open();
      const { status, stdout } = spawnSync(process.execPath, [bin, 'execute-sql', '--sql=select 41 + 1', `--url=${database.url}`], {
        cwd: folder.path,
        encoding: 'utf8',
      });
      expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('42') as unknown });
    });
  });
});
