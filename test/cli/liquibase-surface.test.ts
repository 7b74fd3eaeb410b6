import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import liquibase from '../../docs/generator/liquibase-options.json' with { type: 'json' };
import { cliOptions } from '../../src/cli/cli-options.js';
import { hasNoEffect, isIdleSetting, refusedSetting } from '../../src/cli/config/liquibase-surface.js';
import { createOptionTable, type OptionTable } from '../../src/cli/config/option-table.js';
import { kebabCase } from '../../src/cli/names.js';
import { commands } from '../../src/commands/index.js';
import { capture, type Captured } from './capture.js';

const commandOptions: Readonly<Record<string, readonly string[]>> = liquibase.commands;
const tables = new Map<string, OptionTable>();
for (const [name, entry] of Object.entries(commands)) tables.set(name, createOptionTable((await entry.load()).options, cliOptions));
/** A command that reads a setting. */
const readerOf = (key: string): string | undefined => [...tables].find(([, { find }]) => find(key) !== undefined)?.[0];

let cwd = '';
beforeAll(() => void (cwd = mkdtempSync(join(tmpdir(), 'changelog-surface-'))));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** The places where a setting may stand. */
const places: Readonly<Record<string, (command: string, key: string, value: string) => Promise<Captured>>> = {
  option: (command, key, value) => capture([command, `--${kebabCase(key).replaceAll('.', '-')}=${value}`], { cwd }),
  'environment variable': (command, key, value) =>
    capture([command], { cwd, environment: { [`LIQUIBASE_${kebabCase(key).replaceAll(/[-.]/g, '_').toUpperCase()}`]: value } }),
  'line of a properties file': async (command, key, value) => {
    writeFileSync(join(cwd, 'settings.properties'), `liquibase.${key}=${value}\n`);
    return capture([command, '--defaults-file=settings.properties'], { cwd });
  },
};

/** A command that a refused setting is about. */
const concerned = (key: string): string | undefined => {
  const { concerns } = refusedSetting(key) ?? {};
  return concerns === undefined ? 'update' : concerns[0];
};

describe('a command of Liquibase', () => {
  it('is here, or refused with a reason', async () => {
    for (const name of Object.keys(commandOptions)) {
      if (name in commands) continue;
      const { code, err } = await capture([name]);
      expect({ name, code, err }).toMatchObject({ code: 2, err: expect.stringMatching(`${name} is not supported: .{10}`) as unknown });
    }
  });

  // What the options that are read do is shown in option-effects.test.ts.
  it.each(Object.keys(commandOptions).filter((name) => name in commands))(
    '%s reads its options or refuses them with a reason',
    async (name) => {
      const command = await commands[name]?.load();
      const table = createOptionTable(command?.options ?? {}, cliOptions);
      for (const option of commandOptions[name] ?? []) {
        if (table?.find(option) !== undefined && table.find(option)?.spec.refused === undefined) continue;
        if (hasNoEffect(name, option)) continue;
        const { code, err } = await capture([name, `--${kebabCase(option)}=x`], { cwd });
        expect({ option, code, err }).toMatchObject({
          code: 2,
          err: expect.stringMatching(`--${kebabCase(option)} is not supported: .{10}`) as unknown,
        });
      }
    },
  );
});

describe.each(Object.keys(places))('a setting of Liquibase as an %s', (place) => {
  const give = places[place] ?? (() => Promise.reject(new Error(place)));
  const keys = liquibase.configuration.filter((key) => !isIdleSetting(key));

  it.each(keys.filter((key) => readerOf(key) !== undefined))('is read: %s', async (key) => {
    const { err } = await give(readerOf(key) ?? '', key, 'true');
    expect(err).not.toMatch(/unknown|not supported(?!: it is no JDBC)/);
  });

  it.each(keys.filter((key) => readerOf(key) === undefined && concerned(key) !== undefined))(
    'is refused with a reason: %s',
    async (key) => {
      const { code, err } = await give(concerned(key) ?? '', key, 'neither');
      expect({ code, err }).toMatchObject({ code: 2, err: expect.stringMatching(/not supported: .{10}/) as unknown });
      for (const value of refusedSetting(key)?.asIs ?? [])
        expect((await give(concerned(key) ?? '', key, value)).err).not.toMatch(/unknown|not supported/);
    },
  );
});
