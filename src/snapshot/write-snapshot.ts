import { yamlText, type YamlMap, type YamlValue } from '../core/yaml-text.js';
import type { Snapshot } from '../model/schema.js';
import { snapshotText } from './snapshot-text.js';

/** The forms of a snapshot: for people, and two that can be read again. */
export type SnapshotFormat = 'txt' | 'json' | 'yaml';

/**
 * Version of the form of the files. It grows when a file of the new form would be misread by the old reader; a reader refuses what is
 * newer than itself.
 */
export const SNAPSHOT_VERSION = 1;

/** The snapshot as text. It says nothing of when and where it was taken: the same schema gives the same bytes. */
export function writeSnapshot(snapshot: Snapshot, format: SnapshotFormat): string {
  if (format === 'txt') return snapshotText(snapshot);
  const file: YamlMap = { snapshotVersion: SNAPSHOT_VERSION, ...(plain(snapshot) as YamlMap) };
  return format === 'json' ? `${JSON.stringify(file, undefined, 2)}\n` : yamlText(file);
}

/** Without what is undefined. */
function plain(value: unknown): YamlValue {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value as YamlValue;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([name, one]) => [name, plain(one)]),
  );
}
