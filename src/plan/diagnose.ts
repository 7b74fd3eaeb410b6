import { asChangelogError, type ChangelogError } from '../core/error.js';
import type { Changeset } from '../model/changelog.js';
import type { RanChangeset } from '../model/history.js';
import { changesetKey } from './changeset-key.js';
import { parseChecksum } from './drift.js';
import { HistoryIndex } from './history-index.js';
import type { Plan } from './plan.js';
import { planUpdate, type UpdateRequest } from './update.js';

/** How a changelog and a history table fit together. */
export interface Diagnosis {
  /** How many rows have a checksum of which version; null: none, as after clear-checksums. */
  readonly checksumVersions: ReadonlyMap<number | null, number>;
  /** Rows that spell the path of their changeset in another way. */
  readonly otherPaths: readonly { readonly changeset: Changeset; readonly row: RanChangeset }[];
  /** Changesets with more than one row. */
  readonly repeated: readonly { readonly changeset: Changeset; readonly rows: readonly RanChangeset[] }[];
  /** Rows whose changeset is not in the changelog. */
  readonly unknown: readonly RanChangeset[];
  /** What keeps an update from running; empty where nothing does. */
  readonly obstacles: readonly ChangelogError[];
  /** What an update would do; absent where there are obstacles. */
  readonly plan: Plan | undefined;
}

/** Rows that stand for no changeset: `tag` makes one in an empty table. */
const internalPath = 'liquibase-internal';

/** Looks at everything an update looks at, and reports instead of stopping. */
export function diagnose(request: UpdateRequest): Diagnosis {
  const { changesets } = request.changelog;
  const rows = new HistoryIndex(request.ran);
  const known = new Map(changesets.map((changeset) => [changesetKey(changeset), changeset]));
  const versions = new Map<number | null, number>();
  for (const { md5sum } of request.ran) {
    const version = md5sum === null ? null : parseChecksum(md5sum).version;
    versions.set(version, (versions.get(version) ?? 0) + 1);
  }
  const paired = request.ran.flatMap((row) => {
    const changeset = known.get(changesetKey(row));
    return changeset === undefined ? [] : [{ changeset, row }];
  });
  return {
    checksumVersions: versions,
    otherPaths: paired.filter(({ changeset, row }) => changeset.path !== row.path),
    repeated: changesets.flatMap((changeset) => {
      const [older, newest] = [rows.older(changeset), rows.newest(changeset)];
      return newest !== undefined && older.length > 0 ? [{ changeset, rows: [...older, newest] }] : [];
    }),
    unknown: request.ran.filter((row) => row.path !== internalPath && !known.has(changesetKey(row))),
    ...attempt(request),
  };
}

function attempt(request: UpdateRequest): Pick<Diagnosis, 'obstacles' | 'plan'> {
  try {
    return { obstacles: [], plan: planUpdate(request) };
  } catch (thrown) {
    const error = asChangelogError(thrown);
    return { obstacles: error.problems ?? [error], plan: undefined };
  }
}
