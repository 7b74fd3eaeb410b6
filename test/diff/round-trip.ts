import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diffSnapshots, type SchemaDiff } from '../../src/diff/compare.js';
import { isListed, type Entry } from '../../src/diff/entry.js';
import { emptyLike, generateChangesets, type Generated } from '../../src/diff/generate.js';
import { sideOf, type Side } from '../../src/diff/side.js';
import { rollbackCount, update } from '../../src/index.js';
import type { Snapshot } from '../../src/model/schema.js';
import { writeChangelog, type ChangelogFormat } from '../../src/write/write.js';
import type { TestDatabase } from '../db/targets.js';
import { introspect } from '../snapshot/introspect.js';

/** The schema of a test database, without the tables of the history and the lock. */
export async function sideOfDatabase(database: TestDatabase): Promise<Side> {
  await using connection = await database.connect();
  const snapshot = await introspect(connection);
  return await sideOf(withoutTracking(snapshot), database.dialect);
}

function withoutTracking(snapshot: Snapshot): Snapshot {
  return { ...snapshot, tables: snapshot.tables.filter(({ name }) => !/^databasechangelog(?:lock|step)?$/i.test(name)) };
}

export const emptySide = (side: Side): Side => ({ ...side, snapshot: emptyLike(side.snapshot) });

/** The changesets that make `target` like `reference`. */
export async function generate(reference: Side, target: Side, path: string): Promise<Generated> {
  return await generateChangesets(reference, target, {
    naming: { includeSchema: false, includeCatalog: false, includeTablespace: false },
    changesets: { path, author: 'test', runOnChangeTypes: new Set(), replaceIfExistsTypes: new Set(), isTaken: () => false },
  });
}

/** Runs generated changesets on a database; the answer undoes them. */
export async function applyGenerated(
  { changesets }: Generated,
  database: TestDatabase,
  format: Exclude<ChangelogFormat, 'sql'> = 'xml',
): Promise<{ undo(): Promise<void> }> {
  const cwd = await mkdtemp(join(tmpdir(), 'changelog-diff-'));
  const changelogFile = `generated.${format}`;
  await writeFile(join(cwd, changelogFile), writeChangelog(changesets, format, { file: changelogFile }));
  await update({ url: database.url, changelogFile }, { cwd });
  return {
    async undo() {
      await rollbackCount({ url: database.url, changelogFile, count: changesets.length }, { cwd });
      await rm(cwd, { recursive: true });
    },
  };
}

/** Whether a changelog makes the object: not privileges, nor what is listed without a statement. */
const isCarried = (entry: Entry): boolean => !isListed(entry) || ('definition' in entry.listed && entry.listed.definition !== undefined);

/** What differs, one line each, without what snapshots only list. */
export function differences(reference: Side, target: Side): readonly string[] {
  return linesOf(diffSnapshots(reference, target));
}

export function linesOf(diff: SchemaDiff): readonly string[] {
  const name = ({ ref }: Entry): string => `${ref.kind} ${ref.table === undefined ? '' : `${ref.table}.`}${ref.name}`;
  const modelled = (entries: readonly Entry[]): readonly Entry[] => entries.filter(isCarried);
  return [
    ...modelled(diff.missing).map((entry) => `missing ${name(entry)}`),
    ...modelled(diff.unexpected).map((entry) => `unexpected ${name(entry)}`),
    ...diff.changed
      .filter(({ reference }) => isCarried(reference))
      .map(
        ({ reference, fields }) =>
          `changed ${name(reference)}: ${fields.map((one) => `${one.field} ${one.reference} / ${one.target}`).join('; ')}`,
      ),
  ];
}
