import { ChangelogError, fail } from '../core/error.js';
import type { Snapshot } from '../model/schema.js';
import { isMap } from './shape.js';
import { snapshotShape } from './snapshot-shape.js';
import { SNAPSHOT_VERSION } from './write-snapshot.js';

/** Problems that are told of one file; more would not help. */
const MOST_PROBLEMS = 10;

/**
 * Reads a snapshot that `writeSnapshot` wrote, as JSON or YAML.
 * @param file its name, for messages.
 * @throws SNAPSHOT_FILE where the text is no snapshot, or one of a newer form; the problems are told with their places in the file.
 */
export async function readSnapshot(text: string, file: string): Promise<Snapshot> {
  const data = await readData(text, file);
  if (!isMap(data)) refuse(file, 'it holds no snapshot', 'take one with: changelog snapshot --snapshot-format=json --output-file=FILE');
  if (isMap(data['snapshot']) && data['snapshotVersion'] === undefined) {
    refuse(
      file,
      'it is a snapshot of Liquibase, which tells less than is needed here',
      'take one with: changelog snapshot --snapshot-format=json',
    );
  }
  const { snapshotVersion, ...snapshot } = data;
  if (typeof snapshotVersion !== 'number')
    refuse(file, 'it has no snapshotVersion', 'take one with: changelog snapshot --snapshot-format=json');
  if (snapshotVersion > SNAPSHOT_VERSION) {
    refuse(
      file,
      `its snapshotVersion is ${snapshotVersion}, and this program reads up to ${SNAPSHOT_VERSION}`,
      'use a newer version of changelog',
    );
  }
  const problems: string[] = [];
  snapshotShape(snapshot, '', (place, problem) => problems.push(`${place} ${problem}`));
  if (problems.length > 0) {
    const more = problems.length - MOST_PROBLEMS;
    refuse(file, [...problems.slice(0, MOST_PROBLEMS), ...(more > 0 ? [`and ${more} more`] : [])].join('; '), undefined);
  }
  return snapshot as unknown as Snapshot;
}

async function readData(text: string, file: string): Promise<unknown> {
  try {
    if (/^\s*\{/.test(text)) return JSON.parse(text);
    const { parseYaml } = await import('./parse-yaml.js');
    return parseYaml(text);
  } catch (cause) {
    throw new ChangelogError('SNAPSHOT_FILE', { message: `${file} cannot be read: ${(cause as Error).message}`, cause });
  }
}

function refuse(file: string, problem: string, hint: string | undefined): never {
  return fail('SNAPSHOT_FILE', { message: `${file} cannot be used as a snapshot: ${problem}`, hint });
}
