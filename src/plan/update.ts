import { createDiagnostics } from '../core/diagnostics.js';
import { asChangelogError, ChangelogError, type ChangesetRef } from '../core/error.js';
import { formatSource } from '../core/source.js';
import { contextsMatch } from '../filter/context.js';
import { labelsMatch } from '../filter/label.js';
import type { Changelog, Changeset } from '../model/changelog.js';
import type { RanChangeset } from '../model/history.js';
import { changesetKey, formatChangeset } from './changeset-key.js';
import { storedChecksum, type ChecksumEnvironment } from './checksum.js';
import { compareChecksum, isCurrentVersion, type Comparison } from './drift.js';
import type { ChecksumUpdate, Plan, Skipped, Step } from './plan.js';
import { changesetsUpToTag } from './tag.js';

/** Which part of the changelog an update covers. */
export type UpdateTarget =
  | { readonly kind: 'all' }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'tag'; readonly tag: string }
  /** One changeset, wherever it stands. */
  | { readonly kind: 'changeset'; readonly changeset: ChangesetRef };

export interface UpdateRequest {
  readonly changelog: Changelog;
  readonly ran: readonly RanChangeset[];
  readonly checksums: ChecksumEnvironment;
  readonly contexts?: string | undefined;
  readonly labelFilter?: string | undefined;
  readonly target: UpdateTarget;
}

/** History rows by changeset identity, as they ran; where a changeset has several, the last one counts. */
export function historyIndex(ran: readonly RanChangeset[]): ReadonlyMap<string, readonly RanChangeset[]> {
  const index = new Map<string, RanChangeset[]>();
  for (const row of ran) {
    const key = changesetKey(row);
    const known = index.get(key);
    if (known === undefined) index.set(key, [row]);
    else known.push(row);
  }
  return index;
}

const isForDatabase = (changeset: Changeset, { checksums }: Pick<UpdateRequest, 'checksums'>): boolean =>
  changeset.dbms === undefined || checksums.matchesDbms(changeset.dbms);

/** Why the filters of a run leave a changeset out, or undefined where they let it through. Order and wording follow Liquibase's filters. */
export function filteredOut(
  changeset: Changeset,
  request: Pick<UpdateRequest, 'checksums' | 'contexts' | 'labelFilter'>,
): Skipped | undefined {
  if (!contextsMatch(changeset, request.contexts))
    return { changeset, reason: 'contexts', detail: `contexts do not match '${request.contexts ?? ''}'` };
  if (!labelsMatch(changeset, request.labelFilter))
    return { changeset, reason: 'labels', detail: `labels do not match '${request.labelFilter ?? ''}'` };
  if (!isForDatabase(changeset, request)) return { changeset, reason: 'dbms', detail: `dbms is '${changeset.dbms ?? ''}'` };
  if (changeset.ignore) return { changeset, reason: 'ignored', detail: 'ignore is set' };
  return undefined;
}

/**
 * Decides what an update does with every changeset, in order.
 * @throws PLAN_CHECKSUM for changesets that were edited after they ran (all of them at once), HISTORY_INVALID, PLAN_TAG_NOT_FOUND.
 */
export function planUpdate(request: UpdateRequest): Plan {
  const index = historyIndex(request.ran);
  const rowsOf = remembered((changeset): readonly RanChangeset[] => index.get(changesetKey(changeset)) ?? []);
  const steps: Step[] = [];
  const skipped: Skipped[] = [];
  const checksumUpdates: ChecksumUpdate[] = [];
  const inReach = reach(request);
  const { checksumOf, comparisonOf } = checksumsOf(request, rowsOf);
  const upgrade = (changeset: Changeset, stale: (row: RanChangeset) => boolean): void => {
    for (const ran of rowsOf(changeset).filter(stale)) {
      checksumUpdates.push({ changeset, ran, from: ran.md5sum, to: checksumOf(changeset) });
    }
  };
  assertUnchanged(request, comparisonOf);
  for (const changeset of request.changelog.changesets) {
    const filtered = filteredOut(changeset, request);
    if (filtered !== undefined) {
      skipped.push(filtered);
      // A checksum that was cleared is stored anew, whatever the labels of the run. Source: `AbstractChangeLogHistoryService.upgradeChecksums`.
      if (filtered.reason === 'labels' && isForDatabase(changeset, request)) upgrade(changeset, (row) => row.md5sum === null);
      continue;
    }
    const ran = rowsOf(changeset).at(-1);
    const action = ran === undefined ? 'run' : runsAgain(changeset, comparisonOf(changeset)) ? 'rerun' : undefined;
    const beyond = inReach(changeset, action !== undefined);
    if (beyond !== undefined) skipped.push(beyond);
    else if (action !== undefined) steps.push({ changeset, action, checksum: checksumOf(changeset), ran });
    else {
      skipped.push({ changeset, reason: 'already-ran', detail: 'it ran before' });
      const explained = comparisonOf(changeset).verdict === 'explained';
      upgrade(changeset, (row) => row.md5sum === null || !isCurrentVersion(row.md5sum) || (explained && row === ran));
    }
  }
  return { steps, skipped, checksumUpdates };
}

/** Checksums and how they compare with history, each computed once. */
function checksumsOf(request: Pick<UpdateRequest, 'checksums'>, rowsOf: (changeset: Changeset) => readonly RanChangeset[]) {
  const checksumOf = (changeset: Changeset): string => storedOnce(changeset, request.checksums);
  const comparisonOf = remembered((changeset): Comparison => {
    const current = checksumOf(changeset);
    const ran = rowsOf(changeset).at(-1);
    return ran === undefined ? { verdict: 'unknown' } : compareChecksum(changeset, ran, request.checksums, current);
  });
  return { checksumOf, comparisonOf };
}

/** Stops where a changeset was edited after it ran. Throws PLAN_CHECKSUM, HISTORY_INVALID. */
export function assertNothingEdited(request: Omit<UpdateRequest, 'target'>): void {
  const index = historyIndex(request.ran);
  assertUnchanged(request, checksumsOf(request, (changeset) => index.get(changesetKey(changeset)) ?? []).comparisonOf);
}

const stored = new WeakMap<ChecksumEnvironment, Map<Changeset, string>>();

/** The checksum of a changeset, computed once in a session: an update is planned before and after it has the lock. */
function storedOnce(changeset: Changeset, environment: ChecksumEnvironment): string {
  const known = stored.get(environment) ?? new Map<Changeset, string>();
  stored.set(environment, known);
  const checksum = known.get(changeset) ?? storedChecksum(changeset, environment);
  known.set(changeset, checksum);
  return checksum;
}

function remembered<T>(compute: (changeset: Changeset) => T): (changeset: Changeset) => T {
  const known = new Map<Changeset, T>();
  return (changeset) => {
    let value = known.get(changeset);
    if (value === undefined) known.set(changeset, (value = compute(changeset)));
    return value;
  };
}

/** A `validCheckSum` does not keep runOnChange from running. Source: Liquibase `ShouldRunChangeSetFilter` (4.28.0). */
function runsAgain(changeset: Changeset, { verdict }: Comparison): boolean {
  return changeset.runAlways || (changeset.runOnChange && (verdict === 'changed' || verdict === 'allowed'));
}

/** Tells for each changeset, in order, whether the target leaves it out. */
function reach(request: UpdateRequest): (changeset: Changeset, pending: boolean) => Skipped | undefined {
  const { target } = request;
  if (target.kind === 'all') return () => undefined;
  if (target.kind === 'count') {
    let taken = 0;
    return (changeset, pending) =>
      pending && ++taken > target.count
        ? { changeset, reason: 'after-count', detail: `only ${target.count} changesets were asked for` }
        : undefined;
  }
  if (target.kind === 'changeset') {
    const wanted = changesetKey(target.changeset);
    if (!request.changelog.changesets.some((changeset) => changesetKey(changeset) === wanted)) throw notInChangelog(target.changeset);
    return (changeset) =>
      changesetKey(changeset) === wanted
        ? undefined
        : { changeset, reason: 'not-asked-for', detail: `only ${formatChangeset(target.changeset)} was asked for` };
  }
  const { tag } = target;
  const within = new Set(changesetsUpToTag(request.changelog.changesets, tag, request.ran));
  return (changeset) => (within.has(changeset) ? undefined : { changeset, reason: 'after-tag', detail: `it comes after tag '${tag}'` });
}

/** That a changeset which was named is not in the changelog. */
export function notInChangelog(changeset: ChangesetRef): ChangelogError {
  return new ChangelogError('PLAN_CHANGESET_NOT_FOUND', {
    message: `the changelog has no changeset ${formatChangeset(changeset)}`,
    hint: 'changelog status and changelog history list identifiers as path::id::author',
  });
}

/**
 * Stops the run where a changeset that ran has another checksum now, unless it may run again or the difference is declared valid, and
 * where a checksum cannot be computed because a file is missing. All such problems are told together.
 */
function assertUnchanged(
  request: Pick<UpdateRequest, 'changelog' | 'checksums' | 'contexts' | 'labelFilter'>,
  comparisonOf: (changeset: Changeset) => Comparison,
): void {
  const diagnostics = createDiagnostics();
  for (const changeset of request.changelog.changesets) {
    if (changeset.ignore || filteredOut(changeset, request) !== undefined) continue;
    try {
      const problem = driftOf(changeset, comparisonOf(changeset));
      if (problem !== undefined) diagnostics.add(problem);
    } catch (error) {
      diagnostics.add(asChangelogError(error));
    }
  }
  diagnostics.throwIfAny();
}

function driftOf(changeset: Changeset, comparison: Comparison): ChangelogError | undefined {
  if (comparison.verdict !== 'changed' || changeset.runOnChange || changeset.runAlways) return undefined;
  const { stored, now } = comparison;
  return new ChangelogError('PLAN_CHECKSUM', {
    message: `changeset ${formatChangeset(changeset)} was edited after it ran: its checksum was ${stored} and is now ${now} (${formatSource(changeset.source)})`,
    source: changeset.source,
    changeset: { id: changeset.id, author: changeset.author, path: changeset.path },
  });
}
