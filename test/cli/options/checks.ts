import { expect } from 'vitest';
import { onPostgres, onSqlserver, type Calls, type Seen, type Situation } from './calls.js';

/** Shows that a command heeds an option; fails where it does not. */
export type Check = (command: string, calls: Calls) => Promise<void>;
export type Checks = Readonly<Record<string, Check | undefined>>;

const moving =
  /\b\d+(?:\.\d+)? m?s\b|\b\d{10}\b|\d{4}-\d\d-\d\d[T ][\d:.]+Z?|[0-9a-f]{8}-[0-9a-f-]{27}|run [0-9a-f]{8,}|\d\d?\/\d\d?\/\d\d,? [\d:]+ [AP]M/g;

/** What one sees of a call, without times, ids of deployments and the folder. */
export const comparable = ({ code, out, err, state, folder }: Seen): unknown => {
  const still = (text: string): string => text.replaceAll(folder, '.').replaceAll(moving, '·');
  return { code, state: state.map(still), text: still(`${out}\n${err}`) };
};

const bases = new WeakMap<Calls, Map<string, Promise<unknown>>>();

/** What one sees of a call without the option; it is made twice, for what is not the same each time shows nothing. */
async function baseOf(command: string, calls: Calls, situation: Situation): Promise<unknown> {
  const known = bases.get(calls) ?? new Map<string, Promise<unknown>>();
  bases.set(calls, known);
  const key = JSON.stringify([command, situation]);
  const base =
    known.get(key) ??
    (async () => {
      const [one, other] = [await calls.run(command, [], situation), await calls.run(command, [], situation)].map(comparable);
      expect(one, 'the call is not the same each time').toEqual(other);
      return one;
    })();
  known.set(key, base);
  return base;
}

type Depending = Situation | ((calls: Calls) => Situation);
const settled = (situation: Depending, calls: Calls): Situation => (typeof situation === 'function' ? situation(calls) : situation);

/** The option makes a difference to what the same call does without it. */
export const differs =
  (args: readonly string[], situation: Depending = {}): Check =>
  async (command, calls) => {
    const base = await baseOf(command, calls, settled(situation, calls));
    expect(comparable(await calls.run(command, args, settled(situation, calls)))).not.toEqual(base);
  };

/** The option makes no difference to what the same call does without it. */
export const isIdle =
  (args: readonly string[], situation: Depending = {}): Check =>
  async (command, calls) => {
    const base = await baseOf(command, calls, settled(situation, calls));
    expect(comparable(await calls.run(command, args, settled(situation, calls)))).toEqual(base);
  };

/** The option makes the call fail, or end, with these words, which it does not without. */
export const says =
  (args: readonly string[], words: string | RegExp, situation: Depending = {}): Check =>
  async (command, calls) => {
    const seen = await calls.run(command, args, settled(situation, calls));
    expect(`${seen.out}\n${seen.err}`).toMatch(words);
    expect(JSON.stringify(await baseOf(command, calls, settled(situation, calls)))).not.toMatch(words);
  };

/** What reached the PostgreSQL server in a call, and the script for it. */
export async function toldPostgres(command: string, calls: Calls, args: readonly string[], situation: Situation = {}): Promise<string> {
  const before = calls.postgres.heard().length;
  const { out } = await calls.run(command, args, { url: onPostgres(calls), fresh: true, ...situation });
  return `${calls.postgres.heard().slice(before)}${out}`;
}

/** What reached the SQL Server in a call, and the script for it. */
export async function toldSqlserver(command: string, calls: Calls, args: readonly string[], situation: Situation = {}): Promise<string> {
  const before = calls.sqlserver.requests.length;
  const { out } = await calls.run(command, args, { url: onSqlserver(calls), fresh: true, ...situation });
  const sent = calls.sqlserver.requests
    .slice(before)
    .map(({ sql, declared, parameters }) => `${sql} ${declared ?? ''} ${parameters ?? ''}`);
  return `${sent.join('\n')}${out}`;
}

/** What the option says reaches the PostgreSQL server, or the script for it. */
export const tellsPostgres =
  (option: string, value: string, situation: Depending = {}): Check =>
  async (command, calls) =>
    expect(await toldPostgres(command, calls, [`--${option}=${value}`], settled(situation, calls))).toContain(value);

/** What the option says reaches the SQL Server, or the script for it. */
export const tellsSqlserver =
  (option: string, value: string, situation: Depending = {}): Check =>
  async (command, calls) =>
    expect(await toldSqlserver(command, calls, [`--${option}=${value}`], settled(situation, calls))).toContain(value);

/** The answer is that of an option which gives a number, a tag and the like: another value does something else. */
export const instead = (needs: readonly string[], args: readonly string[], situation: Situation = {}): Check =>
  differs(args, { ...situation, needs });

/** A command has its own way to show it, or the one of all. */
export const unless =
  (others: Checks, all: Check): Check =>
  (command, calls) =>
    (others[command] ?? all)(command, calls);
