import type { OptionSpec, OptionSpecs } from '../../commands/define.js';
import { normalName } from '../names.js';

/** An option with its canonical camelCase name. */
export interface NamedOption {
  readonly name: string;
  readonly spec: OptionSpec;
}

/** The options that one call may use, found by any of their spellings. */
export interface OptionTable {
  readonly options: readonly NamedOption[];
  find(name: string): NamedOption | undefined;
  /** Kebab-case candidates for a suggestion. */
  readonly names: readonly string[];
}

/** Joins option declarations; where two declare the same name or alias, a canonical name beats an alias and the later set the earlier. */
export function createOptionTable(...sets: readonly OptionSpecs[]): OptionTable {
  const merged = new Map<string, NamedOption>();
  for (const set of sets) for (const [name, spec] of Object.entries(set)) merged.set(name, { name, spec });
  const options = [...merged.values()];
  const bySpelling = new Map<string, NamedOption>();
  for (const option of options) for (const alias of option.spec.aliases ?? []) bySpelling.set(normalName(alias), option);
  for (const option of options) bySpelling.set(normalName(option.name), option);
  return {
    options,
    names: options.filter(({ spec }) => spec.kind !== 'properties').flatMap(({ name, spec }) => [name, ...(spec.aliases ?? [])]),
    find(name) {
      const key = normalName(name);
      return bySpelling.get(key) ?? (key.startsWith('liquibase') ? bySpelling.get(key.slice('liquibase'.length)) : undefined);
    },
  };
}
