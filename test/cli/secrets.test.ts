import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/index.js';
import { capture } from './capture.js';
import { changelogArgument, commandArguments, sampleChangelog } from './command-arguments.js';
import { startPostgresStandIn, type PostgresStandIn } from './postgres-stand-in.js';
import { secretCarriers, secretParts, type SecretCarrier } from './secret-carriers.js';

const levels = ['off', 'severe', 'warning', 'info', 'fine'];
const formats = ['text', 'json'];
const names = Object.keys(commands);
/** `SECRETS=all` takes every carrier with every command and log level, which takes many minutes; `SECRETS=2/9` the second ninth of the carriers. */
const [, part = '1', parts = '1'] = /^(\d+)\/(\d+)$/.exec(process.env['SECRETS'] ?? '') ?? [];
const everything = process.env['SECRETS'] !== undefined;
const isMine = (at: number): boolean => at % Number(parts) === Number(part) - 1;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'changelog-secrets-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything that one call wrote: both streams, the log, and files that it made. */
async function outputOf(command: string, carrier: SecretCarrier, level: string, format: string): Promise<string> {
  const cwd = mkdtempSync(join(folder, 'run-'));
  const given: Readonly<Record<string, string>> = {
    'changelog.yaml': sampleChangelog,
    ...(carrier.properties !== undefined && { 'changelog.properties': carrier.properties }),
    ...carrier.files,
  };
  for (const [name, text] of Object.entries(given)) writeFileSync(join(cwd, name), text);
  const definition = await commands[command]?.load();
  const more = changelogArgument(command, definition?.options ?? {});
  const argv = [
    command,
    ...more,
    ...(commandArguments[command] ?? []),
    ...(carrier.argv ?? []),
    `--log-level=${level}`,
    `--format=${format}`,
    '--connect-timeout=5',
  ];
  const logged = level === 'fine' ? ['--log-file=run.log'] : [];
  const { out, err } = await capture([...argv, ...logged], { cwd, environment: carrier.environment ?? {} });
  const made = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !(entry.name in given));
  const text = [out, err, ...made.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))].join('\n');
  rmSync(cwd, { recursive: true });
  return text;
}

/** The parts of secrets in a text, with some of what stands around them. */
const leaks = (text: string): readonly string[] =>
  secretParts
    .filter((part) => text.includes(part))
    .map((part) => text.slice(Math.max(0, text.indexOf(part) - 80), text.indexOf(part) + 40));

describe('no output shows a secret', () => {
  it('has two hundred carriers to try', () => {
    expect(secretCarriers.length).toBeGreaterThanOrEqual(200);
    expect(new Set(secretCarriers.map(({ title }) => title)).size).toBe(secretCarriers.length);
  });

  it(
    'whatever brings it, on any command, at any log level',
    async () => {
      const found: string[] = [];
      let runs = 0;
      for (const [at, carrier] of secretCarriers.entries()) {
        if (!isMine(at)) continue;
        // Each carrier meets some commands, levels and formats, and over all carriers each of them meets many.
        const meets = everything
          ? names.flatMap((command, c) => levels.map((level, l) => [command, level, formats[(at + c + l) % 2] ?? 'text'] as const))
          : [0, 1, 2].map((turn) => {
              const n = at * 3 + turn;
              return [
                names[n % names.length] ?? 'update',
                levels[(n + turn) % levels.length] ?? 'off',
                formats[(at + turn) % 2] ?? 'text',
              ] as const;
            });
        for (const [command, level, format] of meets) {
          runs += 1;
          for (const leak of leaks(await outputOf(command, carrier, level, format)))
            found.push(`${command} --log-level=${level} --format=${format}, ${carrier.title}: …${leak}…`);
        }
      }
      expect(found).toEqual([]);
      expect(runs).toBeGreaterThanOrEqual(
        everything ? Math.floor(secretCarriers.length / Number(parts)) * names.length * levels.length : 600,
      );
    },
    everything ? 7_200_000 : 120_000,
  );
});

describe('a driver that quotes the secret', () => {
  const secret = `${secretParts[0]}@'${secretParts[1]}`;
  let server: PostgresStandIn;
  beforeAll(async () => {
    server = await startPostgresStandIn({
      refuse: (password) => ({
        code: 'XX000',
        message: `"${password}" is wrong, as are ${JSON.stringify(password)} and ${encodeURIComponent(password)}`,
      }),
    });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it.each(formats)('is cut short in %s, at every log level and on every command', async (format) => {
    const found: string[] = [];
    let quoted = 0;
    for (const [at, command] of names.entries()) {
      const level = levels[at % levels.length] ?? 'fine';
      const carrier = {
        title: 'driver',
        argv: [`--url=postgres://ann:${encodeURIComponent(secret)}@127.0.0.1:${server.port}/shop?sslmode=disable`],
      };
      const text = await outputOf(command, carrier, level, format);
      if (text.includes('is wrong')) quoted += 1;
      for (const leak of leaks(text)) found.push(`${command}: …${leak}…`);
    }
    expect(found).toEqual([]);
    // Few commands need more than a URL to come as far as the login.
    expect(quoted).toBeGreaterThanOrEqual(43);
  });
});
