import { resolve } from 'node:path';
import { fail } from '../../core/error.js';
import { readLocalFile } from '../../core/local-file.js';
import { parsePropertiesFile } from '../../parse/properties-file.js';
import { fileSource, type SettingEntry, type SettingSource } from './setting-sources.js';

/** Properties files of one call. */
export interface PropertiesFiles {
  /** Strongest first. */
  readonly sources: readonly SettingSource[];
  /** `parameter.…` entries without that prefix. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The files read, for `--log-level fine`. */
  readonly paths: readonly string[];
}

const standardNames = ['changelog.properties', 'liquibase.properties'];

/**
 * Reads the properties file and the `.local` one, which beats it. A named file must exist, and has its own `.local` sibling; without a name
 * the first standard one of each that is in the working directory is taken. `${NAME}` becomes the environment variable where there is one and stays where there is none.
 */
export function readPropertiesFiles(
  directory: string,
  named: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): PropertiesFiles {
  const main = firstOf(directory, named === undefined ? standardNames : [named]);
  if (main === undefined && named !== undefined) {
    fail('CONFIG_FILE', { message: `properties file ${named} does not exist`, hint: `looked for ${resolve(directory, named)}` });
  }
  const local = firstOf(
    directory,
    (named === undefined ? standardNames : [named]).map(localName).filter((name) => name !== named),
  );
  const sources: SettingSource[] = [];
  const paths: string[] = [];
  const parameters: Record<string, string> = {};
  for (const file of [main, local]) {
    if (file === undefined) continue;
    const { path, text } = file;
    const entries: SettingEntry[] = [];
    for (const { key, value, source } of parsePropertiesFile(text, path)) {
      if (key.startsWith('parameter.')) parameters[key.slice('parameter.'.length)] = value.trim();
      else entries.push({ key, text: expand(value.trim(), environment), origin: path, source });
    }
    sources.unshift(fileSource(entries));
    paths.push(path);
  }
  return { sources, parameters, paths };
}

const localName = (name: string): string => name.replace(/\.properties$/, '.local.properties');

/** The first of the files that exists, with its text. */
function firstOf(directory: string, names: readonly string[]): { readonly path: string; readonly text: string } | undefined {
  for (const path of names) {
    const text = readLocalFile(directory, path);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}

function expand(text: string, environment: Readonly<Record<string, string | undefined>>): string {
  return text.replace(/\$\{([A-Za-z_]\w*)\}/g, (whole, name: string) => environment[name] ?? whole);
}
