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
 * Reads the properties file and its `.local` sibling, which beats it. A named file must exist; without a name the first standard one
 * of the working directory is taken. `${NAME}` becomes the environment variable where there is one and stays where there is none.
 */
export function readPropertiesFiles(
  directory: string,
  named: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): PropertiesFiles {
  const main = named ?? standardNames.find((name) => readLocalFile(directory, name) !== undefined) ?? standardNames.at(-1) ?? '';
  const text = readLocalFile(directory, main);
  if (text === undefined && named !== undefined) {
    fail('CONFIG_FILE', { message: `properties file ${named} does not exist`, hint: `looked for ${resolve(directory, named)}` });
  }
  const local = main.replace(/\.properties$/, '.local.properties');
  const localText = local === main ? undefined : readLocalFile(directory, local);
  const sources: SettingSource[] = [];
  const paths: string[] = [];
  const parameters: Record<string, string> = {};
  for (const [path, content] of [
    [main, text],
    [local, localText],
  ] as const) {
    if (content === undefined) continue;
    const entries: SettingEntry[] = [];
    for (const { key, value, source } of parsePropertiesFile(content, path)) {
      if (key.startsWith('parameter.')) parameters[key.slice('parameter.'.length)] = value.trim();
      else entries.push({ key, text: expand(value.trim(), environment), origin: path, source });
    }
    sources.unshift(fileSource(entries));
    paths.push(path);
  }
  return { sources, parameters, paths };
}

function expand(text: string, environment: Readonly<Record<string, string | undefined>>): string {
  return text.replace(/\$\{([A-Za-z_]\w*)\}/g, (whole, name: string) => environment[name] ?? whole);
}
