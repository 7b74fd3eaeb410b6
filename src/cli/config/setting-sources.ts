import type { Source } from '../../core/source.js';
import { normalName } from '../names.js';
import { isLiquibaseGlobal } from './liquibase-surface.js';

/** The text of one setting and where it stands, for messages. */
export interface FoundSetting {
  readonly text: string;
  /** e.g. `--url`, `environment variable CHANGELOG_URL`, `liquibase.properties`. */
  readonly origin: string;
  readonly source?: Source | undefined;
}

/** One place that settings come from. */
export interface SettingSource {
  /** The setting of one option of a command, by its names (canonical first); an empty text counts as not given. */
  find(command: string, names: readonly string[]): FoundSetting | undefined;
  /** Every entry that claims to be a setting, for the check that none is unknown. */
  readonly entries: readonly SettingEntry[];
}

export interface SettingEntry extends FoundSetting {
  /** As written. */
  readonly key: string;
}

type Prefixes = (command: string, name: string) => readonly string[];

/** `CHANGELOG_<COMMAND>_<OPTION>`, `CHANGELOG_<OPTION>`; an option whose name starts with changelog need not say it twice. */
const ownPrefixes: Prefixes = (command, name) => [
  `changelog${normalName(command)}${name}`,
  `changelog${name}`,
  ...(name.startsWith('changelog') ? [name] : []),
];

/** `liquibase.command.<command>.<option>`, `liquibase.command.<option>`, for global settings `liquibase.<option>`. */
const liquibasePrefixes: Prefixes = (command, name) => [
  `liquibasecommand${normalName(command)}${name}`,
  `liquibasecommand${name}`,
  ...(isLiquibaseGlobal(name) ? [`liquibase${name}`] : []),
];

/** In a properties file the prefixes may be left out. */
const filePrefixes: Prefixes = (command, name) => [...liquibasePrefixes(command, name), `${normalName(command)}${name}`, name];

/**
 * Settings of the environment: `CHANGELOG_…` before Liquibase's `LIQUIBASE_…`. Case, underscores, dots and dashes do not count,
 * as in Liquibase. Source: `EnvironmentValueProvider`, `CommandScope` (4.28.0).
 */
export function environmentSource(environment: Readonly<Record<string, string | undefined>>): SettingSource {
  const own: SettingEntry[] = [];
  const liquibase: SettingEntry[] = [];
  for (const [key, text] of Object.entries(environment)) {
    if (text === undefined || text === '') continue;
    const entry = { key, text, origin: `environment variable ${key}` };
    if (/^changelog[_.-]/i.test(key)) own.push(entry);
    else if (/^liquibase[_.-]/i.test(key) && !/^liquibase_(home|version|opts|launcher_.*)$/i.test(key)) liquibase.push(entry);
  }
  const find = finder([
    { entries: own, prefixes: ownPrefixes },
    { entries: liquibase, prefixes: liquibasePrefixes },
  ]);
  return { find, entries: [...own, ...liquibase] };
}

/**
 * Settings given as `-Dliquibase.…`, as Java's system properties are, and what is left of the `-D` then: changelog properties.
 * Source: `LiquibaseCommandLine` adds them to the system properties (4.28.0).
 */
export function definitionSource(definitions: Readonly<Record<string, string>>): {
  readonly source: SettingSource;
  readonly parameters: Readonly<Record<string, string>>;
} {
  const isSetting = ([key]: readonly [string, string]): boolean => /^liquibase\./i.test(key);
  const all = Object.entries(definitions);
  const entries = all.filter(isSetting).map(([key, text]) => ({ key, text, origin: `-D${key}` }));
  const parameters = Object.fromEntries(all.filter((entry) => !isSetting(entry)));
  return { source: { find: finder([{ entries, prefixes: liquibasePrefixes }]), entries }, parameters };
}

/** Settings of one properties file; `parameter.…` entries are changelog properties and no settings. Source: `DefaultsFileValueProvider` (4.28.0). */
export function fileSource(entries: readonly SettingEntry[]): SettingSource {
  return { find: finder([{ entries, prefixes: filePrefixes }]), entries };
}

function finder(groups: readonly { readonly entries: readonly SettingEntry[]; readonly prefixes: Prefixes }[]): SettingSource['find'] {
  const indexes = groups.map(({ entries, prefixes }) => {
    const index = new Map<string, FoundSetting>();
    // The last of equal keys counts, as in a Java properties file.
    for (const entry of entries) if (entry.text !== '') index.set(normalName(entry.key), entry);
    return { index, prefixes };
  });
  return (command, names) => {
    for (const { index, prefixes } of indexes) {
      if (index.size === 0) continue;
      const spellings = names.map((name) => prefixes(command, normalName(name)));
      // All names with the narrower prefix come before any with the wider one.
      for (let level = 0; level < 5; level++) {
        for (const spelling of spellings) {
          const found = spelling[level] === undefined ? undefined : index.get(spelling[level] ?? '');
          if (found !== undefined) return found;
        }
      }
    }
    return undefined;
  };
}

/**
 * The key that is read where one stands that is not: only some settings of Liquibase stand directly below `liquibase.`, the others below
 * `liquibase.command.`. undefined: the key is read.
 */
export function keyToWrite(key: string): string | undefined {
  const [, prefix = '', separator = '', option = ''] = /^(liquibase)([._-])(?!command[._-])(.+)$/i.exec(key) ?? [];
  if (option === '' || isLiquibaseGlobal(option) || isLiquibaseGlobal(key)) return undefined;
  return `${prefix}${separator}${prefix === prefix.toUpperCase() ? 'COMMAND' : 'command'}${separator}${option}`;
}

/** A key without its prefixes: the option it means, and the command where it names one. */
export function optionOfKey(key: string, commands: readonly string[]): { readonly option: string; readonly command?: string | undefined } {
  let name = normalName(key);
  if (name.startsWith('liquibasecommand')) name = name.slice('liquibasecommand'.length);
  else if (/^(changelog|liquibase)[_.-]/i.test(key)) name = name.slice('changelog'.length);
  else if (name.startsWith('liquibase') && isLiquibaseGlobal(name.slice('liquibase'.length))) name = name.slice('liquibase'.length);
  const command = commands
    .map((candidate) => normalName(candidate))
    .filter((candidate) => name.startsWith(candidate) && name.length > candidate.length)
    .sort((a, b) => b.length - a.length)[0];
  return { option: name, command };
}
