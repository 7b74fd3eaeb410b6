import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capture, type CaptureOptions } from '../cli/capture.js';
import { useFolder } from './folder.js';

const folder = useFolder();
const cli = (line: string, options: CaptureOptions = {}) => capture(line.split(' '), { cwd: folder.path, ...options });

describe('init project', () => {
  it.each(['yaml', 'xml', 'json', 'sql'])('writes a %s changelog that runs and is undone as it is', async (format) => {
    expect(await cli(`init project --changelog-format=${format}`)).toMatchObject({
      code: 0,
      out: `changelog.properties\nchangelog.${format}\n`,
    });
    expect((await cli('update')).code).toBe(0);
    expect((await cli('execute-sql --format=json --sql=SELECT\tname\tFROM\tperson')).out).toContain('Ada');
    expect(await cli('rollback-count 9')).toMatchObject({ code: 0, err: expect.stringMatching(/Rolled back [23] changesets/) as unknown });
    expect((await cli('status')).err + (await cli('status')).out).toContain(format === 'sql' ? '2 changesets' : '3 changesets');
    expect((await cli('validate')).code).toBe(0);
  });

  it('asks for what is open, with defaults', async () => {
    const { code, out, err } = await cli('init project --project-dir=sub/shop', { answers: ['xml', '', 'postgres://db/shop'] });
    expect({ code, out }).toEqual({ code: 0, out: 'sub/shop/changelog.properties\nsub/shop/changelog.xml\n' });
    expect(err).toContain('Format of the changelog');
    expect(readFileSync(join(folder.path, 'sub/shop/changelog.properties'), 'utf8')).toContain('url=postgres://db/shop\n');
  });

  it('names the properties file as it is told', async () => {
    expect((await cli('init project --project-defaults-file=deploy.properties')).out).toBe('deploy.properties\nchangelog.yaml\n');
    expect((await cli('status --defaults-file=deploy.properties')).code).toBe(0);
    expect((await cli('init project --project-guide=off')).err).toContain('--headless');
  });

  it('writes nothing where a file of the project exists', async () => {
    folder.write('changelog.yaml', 'databaseChangeLog: []');
    expect(await cli('init-project')).toMatchObject({ code: 2, err: expect.stringContaining('CONFIG_FILE_EXISTS') as unknown });
    expect(existsSync(join(folder.path, 'changelog.properties'))).toBe(false);
    folder.write('liquibase.properties', 'logLevel=off');
    expect((await cli('init project --changelog-file=other.xml')).code).toBe(2);
    expect(existsSync(join(folder.path, 'other.xml'))).toBe(false);
  });

  it('takes no password into a file, and no name that belongs to no format', async () => {
    const secret = await cli('init project --url=postgres://ann:hunter22@db/shop');
    expect(secret.code).toBe(2);
    expect(secret.err).not.toContain('hunter22');
    expect((await cli('init project --changelog-file=changelog.txt')).code).toBe(2);
    expect((await cli('init project --changelog-file=a.xml --changelog-format=yaml')).code).toBe(2);
    expect(existsSync(join(folder.path, 'changelog.properties'))).toBe(false);
  });
});

describe('a command of Liquibase that is not here', () => {
  it.each(['init start-h2', 'init copy'])('says so by name: %s', async (command) => {
    const { code, err } = await cli(command);
    expect(code).toBe(2);
    expect(err).toMatch(new RegExp(`${command.replace(' ', '-')} is not supported: .{20}`));
  });
});
