import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { commandArguments } from '../command-arguments.js';
import { onPostgres, type Situation } from './calls.js';
import { differs, says, type Checks } from './checks.js';
import { held } from './lock-effects.js';

/** Somebody is there to answer, and nothing says yes beforehand. */
export const asking = (command: string): Situation => ({
  needs: (commandArguments[command] ?? []).filter((argument) => argument !== '--force'),
  answers: ['y'],
  ...(command === 'unlock' && { before: [held] }),
});

/** A call that has something to log: of a project that is there, only that it is. */
const logging = (command: string): Situation =>
  command === 'init-project' ? { first: [['init-project', '--project-dir=new', '--changelog-file=changelog.yaml']] } : {};

/** By option of the command line itself: how one sees that it is heeded, whatever the command. */
export const everyCommand: Checks = {
  format: async (command, calls) => expect(JSON.parse((await calls.run(command, ['--format=json'])).out)).toBeTypeOf('object'),
  outputFile: async (command, calls) => {
    const { folder, out } = await calls.run(command, ['--output-file=data.txt', '--format=json']);
    expect(out).toBe('');
    expect(JSON.parse(readFileSync(join(folder, 'data.txt'), 'utf8'))).toBeTypeOf('object');
  },
  outputFileEncoding: async (command, calls) => {
    const { folder } = await calls.run(command, ['--output-file=data.txt', '--output-file-encoding=UTF-16LE', '--format=json']);
    expect(JSON.parse(readFileSync(join(folder, 'data.txt'), 'utf16le'))).toBeTypeOf('object');
  },
  outputLineSeparator: async (command, calls) => {
    const { folder } = await calls.run(command, ['--output-file=data.txt', '--output-line-separator=CRLF', '--format=json']);
    expect(readFileSync(join(folder, 'data.txt'), 'utf8')).toMatch(/\r\n/);
  },
  defaultsFile: says(['--defaults-file=own.properties'], 'CONFIG_UNSUPPORTED_OPTION', {
    files: { 'own.properties': 'propertyProviderClass=com.acme.Provider' },
  }),
  passwordFile: async (command, calls) => {
    await calls.run(command, ['--password-file=secret.txt'], {
      url: onPostgres(calls),
      fresh: true,
      files: { 'secret.txt': 'from-file\n' },
    });
    expect(calls.postgres.passwords.at(-1)).toBe('from-file');
  },
  logFile: async (command, calls) => {
    const { folder } = await calls.run(command, ['--log-level=fine', '--log-file=run.log'], logging(command));
    expect(readFileSync(join(folder, 'run.log'), 'utf8')).not.toBe('');
  },
  logFormat: async (command, calls) => {
    const { folder } = await calls.run(command, ['--log-level=fine', '--log-file=run.log', '--log-format=JSON'], logging(command));
    expect(JSON.parse(readFileSync(join(folder, 'run.log'), 'utf8').split('\n')[0] ?? '')).toBeTypeOf('object');
  },
  sqlLogLevel: differs(['--sql-log-level=info'], { always: ['--log-level=info'] }),
  showBanner: async (command, calls) => {
    const told = async (...args: readonly string[]): Promise<boolean> => /^changelog \d+\.\d+/m.test((await calls.run(command, args)).err);
    expect([await told(), await told('--show-banner')]).toEqual([false, true]);
  },
  headless: async (command, calls) => {
    expect((await calls.run(command, [], asking(command))).asked).toBe(true);
    expect((await calls.run(command, ['--headless'], asking(command))).asked).toBe(false);
  },
  color: says(['--color'], '\u001b[', { environment: { CHANGELOG_FORMAT: 'oops' } }),
  shouldRun: says(['--should-run=false'], 'did not run'),
};
