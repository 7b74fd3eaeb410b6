import { parse } from 'yaml';

/** YAML as data. @throws Error with line and column where it cannot be read. */
export function parseYaml(text: string): unknown {
  return parse(text, { merge: false, maxAliasCount: 0 });
}
