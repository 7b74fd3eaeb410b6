import type { OptionSpec } from '../../commands/define.js';
import { ChangelogError } from '../../core/error.js';
import { didYouMean } from '../../core/suggest.js';
import type { ParsedArguments } from '../arguments.js';
import { environmentName, kebabCase, normalName } from '../names.js';
import { isIdleSetting, refusedNames, refusedSetting } from './liquibase-surface.js';
import type { NamedOption, OptionTable } from './option-table.js';
import { parseValue } from './parse-value.js';
import { keyToWrite, optionOfKey, type FoundSetting, type SettingEntry, type SettingSource } from './setting-sources.js';

export interface SettingsInput {
  readonly command: string;
  readonly table: OptionTable;
  readonly given: ParsedArguments;
  /** After the command line: environment, then properties files, strongest first. */
  readonly sources: readonly SettingSource[];
}

export interface Settings {
  /** Values of all options that have one, by canonical name. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Where a value came from; defaults have no entry. */
  readonly origins: ReadonlyMap<string, FoundSetting>;
  readonly problems: readonly ChangelogError[];
}

/** Picks each option's value: command line, then the sources in order, then its default. Problems of all options are collected. */
export function resolveSettings({ command, table, given, sources }: SettingsInput): Settings {
  const values: Record<string, unknown> = {};
  const origins = new Map<string, FoundSetting>();
  const problems: ChangelogError[] = [];
  for (const option of table.options) {
    const { name, spec } = option;
    if (spec.kind === 'properties') {
      values[name] = given.parameters;
      continue;
    }
    const found = findSetting(option, command, given, sources);
    if (found === undefined) {
      if (spec.default !== undefined) values[name] = spec.default;
      else if (spec.required) problems.push(missing(name));
      continue;
    }
    origins.set(name, found);
    if (spec.refused !== undefined) {
      problems.push(
        new ChangelogError('CONFIG_UNSUPPORTED_OPTION', {
          message: `${labelOf(name, found)} is not supported: ${spec.refused}`,
          source: found.source,
        }),
      );
      continue;
    }
    const parsed = parseValue(spec, found.text);
    if ('value' in parsed) values[name] = parsed.value;
    else problems.push(invalid(name, spec, found, parsed.problem, parsed.hint));
  }
  const takesParameters = table.options.some(({ spec }) => spec.kind === 'properties');
  if (!takesParameters && Object.keys(given.parameters).length > 0) {
    problems.push(new ChangelogError('CONFIG_UNKNOWN_OPTION', { message: `-D has no effect on ${command}, which reads no changelog` }));
  }
  return { values, origins, problems };
}

/** The text of one option, before it is read; for the few settings that decide where the others come from. */
export function findSetting(
  { name, spec }: NamedOption,
  command: string,
  given: ParsedArguments,
  sources: readonly SettingSource[],
): FoundSetting | undefined {
  const typed = given.given.get(name);
  if (typed !== undefined && typed.text !== '') return { text: typed.text, origin: typed.typed };
  const names = [name, ...(spec.aliases ?? [])];
  for (const source of sources) {
    const found = source.find(command, names);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Checks the entries that no option of the command took: refused ones are errors, those of other commands and of Liquibase's own are
 * fine, the rest is unknown. `otherOptions` is asked only when it matters, because it loads every command.
 */
export async function checkEntries(
  { command: running, table, sources }: Pick<SettingsInput, 'command' | 'table' | 'sources'>,
  commands: readonly string[],
  otherOptions: () => Promise<readonly string[]>,
): Promise<{ readonly refused: readonly ChangelogError[]; readonly unknown: readonly ChangelogError[] }> {
  const refused: ChangelogError[] = [];
  const unknown: ChangelogError[] = [];
  let others: ReadonlySet<string> | undefined;
  for (const entry of sources.flatMap((source) => source.entries)) {
    const { option, command } = optionOfKey(entry.key, commands);
    const candidates = command === undefined ? [option] : [option.slice(command.length), option];
    if (candidates.some(isIdleSetting)) continue;
    const toWrite = keyToWrite(entry.key);
    if (toWrite === undefined && candidates.some((name) => table.find(name) !== undefined)) continue;
    if (/^changelog/i.test(entry.key) && table.find(entry.key) !== undefined) continue;
    const refusal = candidates.map(refusedSetting).find((setting) => setting !== undefined);
    if (refusal !== undefined) {
      if (refusal.concerns?.includes(running) === false) continue;
      if (entry.text === '' || refusal.asIs?.some((value) => value.toLowerCase() === entry.text.trim().toLowerCase())) continue;
      refused.push(
        new ChangelogError('CONFIG_UNSUPPORTED_OPTION', {
          message: `${entry.key}=${secretLike(entry.key) ? '***' : entry.text} (${entry.origin}) is not supported: ${refusal.reason}`,
          source: entry.source,
        }),
      );
      continue;
    }
    others ??= new Set((await otherOptions()).map(normalName));
    if (candidates.some((name) => table.find(name) !== undefined || others?.has(name))) {
      if (toWrite !== undefined) unknown.push(unknownSetting(entry, `Liquibase and this program read ${toWrite}`));
      continue;
    }
    const own = /^changelog_/i.test(entry.key);
    const wrote = entry.key.replace(/^(liquibase|changelog)[._](command[._])?/i, '');
    const near = didYouMean(camel(wrote), [...table.names, ...(await otherOptions()), ...refusedNames]);
    // Other programs use CHANGELOG_… variables too; only what looks like a slip is ours.
    if (own && near === undefined) continue;
    unknown.push(unknownSetting(entry, near));
  }
  return { refused, unknown };
}

function unknownSetting({ key, origin, source }: SettingEntry, hint: string | undefined): ChangelogError {
  return new ChangelogError('CONFIG_UNKNOWN_OPTION', { message: `unknown setting ${key} (${origin})`, source, hint });
}

export function secretLike(key: string): boolean {
  return /(password|passwd|secret|token|api_?key|licen[cs]e_?key)$/i.test(key);
}

function camel(key: string): string {
  return key.replace(/[-_.]+([A-Za-z])/g, (_, letter: string) => letter.toUpperCase()).replace(/^[A-Z]+$/, (word) => word.toLowerCase());
}

function labelOf(name: string, found: FoundSetting): string {
  return found.origin.startsWith('--') ? found.origin : `${kebabCase(name)} (${found.origin})`;
}

function missing(name: string): ChangelogError {
  const option = kebabCase(name);
  return new ChangelogError('CONFIG_MISSING_OPTION', {
    message: `--${option} is missing`,
    hint: `give --${option}=VALUE, set ${environmentName(name)}, or write ${name}=VALUE into changelog.properties or liquibase.properties`,
  });
}

function invalid(name: string, spec: OptionSpec, found: FoundSetting, problem: string, hint: string | undefined): ChangelogError {
  const shown = spec.secret ? 'the value' : `"${found.text}"`;
  return new ChangelogError('CONFIG_INVALID_VALUE', {
    message: `${labelOf(name, found)}: ${shown} ${problem}`,
    source: found.source,
    hint,
  });
}
