import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliOptions } from '../../src/cli/cli-options.js';
import { kebabCase } from '../../src/cli/names.js';
import type { CommandDefinition } from '../../src/commands/define.js';
import { commands } from '../../src/commands/index.js';
import { openCalls, type Calls } from './options/calls.js';
import type { Check, Checks } from './options/checks.js';
import { comparingEffects } from './options/comparing-effects.js';
import { effects } from './options/effects.js';
import { everyCommand } from './options/every-command.js';
import { connectEffects, lockEffectsIn, slowOptions } from './options/lock-effects.js';
import { repairEffects } from './options/repair-effects.js';
import { idlePairs, proofs, reasonOf } from './options/without-effect.js';

const definitions = new Map<string, CommandDefinition>();
for (const [name, entry] of Object.entries(commands)) definitions.set(name, await entry.load());

/** Checks that only some commands need, before those of all. */
const ownChecks = (command: string): readonly Checks[] => [
  ...(commands[command]?.group === 'compare' ? [comparingEffects] : []),
  ...(command === 'repair' ? [repairEffects] : []),
];

/** How it shows that a command heeds an option, or that it has no use for it; undefined where nobody has said how. */
function checkOf(command: string, option: string): Check | undefined {
  if (reasonOf(command, option) !== undefined) return proofs[option];
  const spec = definitions.get(command)?.options[option];
  if (spec?.refused !== undefined) return refuses(option, spec.refused);
  return [...ownChecks(command), lockEffectsIn({}), connectEffects, effects, everyCommand]
    .map((checks) => checks[option])
    .find((check) => check !== undefined);
}

const refuses =
  (option: string, reason: string): Check =>
  async (command, calls) => {
    const { code, err } = await calls.run(command, [`--${kebabCase(option)}=x`]);
    expect(code).not.toBe(0);
    expect(err).toContain(`--${kebabCase(option)} is not supported: ${reason}`);
  };

let calls: Calls;
beforeAll(async () => void (calls = await openCalls()));
afterAll(() => calls[Symbol.asyncDispose]());

/** What is wrong with options of a command, in lines. */
async function faults(command: string, options: readonly string[]): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const option of options) {
    const check = checkOf(command, option);
    if (check === undefined) wrong.push(`--${kebabCase(option)} is not tested`);
    await check?.(command, calls).catch((error: unknown) => {
      const lines = (error as Error).message.split('\n').slice(0, 6).join(' ');
      wrong.push(`--${kebabCase(option)}: ${lines}`.slice(0, 300));
    });
  }
  return wrong;
}

describe('every option makes the difference that it promises, is refused, or is shown to have nothing to do with', () => {
  it.each([...definitions.keys()])('%s', async (command) => {
    const options = Object.keys({ ...definitions.get(command)?.options, ...cliOptions });
    expect(
      await faults(
        command,
        options.filter((option) => !slowOptions.includes(option)),
      ),
    ).toEqual([]);
  });

  it.each(slowOptions)('every command that takes %s, which is a matter of time', async (option) => {
    const taking = [...definitions].flatMap(([name, { options }]) => (option in options ? [name] : []));
    expect(taking.length).toBeGreaterThan(10);
    const wrong = await Promise.all(taking.map(async (command) => (await faults(command, [option])).map((fault) => `${command} ${fault}`)));
    expect(wrong.flat()).toEqual([]);
  });

  it('pairs that are said to be without effect exist', () => {
    const options = (command: string): object => ({ ...definitions.get(command)?.options, ...cliOptions });
    expect(idlePairs.filter(([option, command]) => !(option in options(command)))).toEqual([]);
    expect(idlePairs.filter(([option]) => proofs[option] === undefined)).toEqual([]);
  });
});
