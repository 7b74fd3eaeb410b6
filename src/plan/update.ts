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
import { HistoryIndex } from './history-index.js';
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
  const steps: Step[] = [];
  const skipped: Skipped[] = [];
  const checksumUpdates: ChecksumUpdate[] = [];
  let alreadyRan = 0;
  const inReach = reach(request);
  const replace = (changeset: Changeset, ran: RanChangeset, to: string): void =>
    void checksumUpdates.push({ changeset, ran, from: ran.md5sum, to });
  compareAll(request, ({ changeset, filtered, ran, older, checksum, comparison }) => {
    if (filtered !== undefined) {
      skipped.push(filtered);
      // A checksum that was cleared is stored anew, whatever the labels of the run. Source: `AbstractChangeLogHistoryService.upgradeChecksums`.
      if (filtered.reason === 'labels' && ran !== undefined && isForDatabase(changeset, request)) {
        for (const row of [...older, ran]) if (row.md5sum === null) replace(changeset, row, storedChecksum(changeset, request.checksums));
      }
      return;
    }
    const action = ran === undefined ? 'run' : runsAgain(changeset, comparison) ? 'rerun' : undefined;
    const beyond = inReach(changeset, action !== undefined);
    if (beyond !== undefined) skipped.push(beyond);
    else if (ran === undefined || action !== undefined) steps.push({ changeset, action: action ?? 'run', checksum, ran });
    else {
      alreadyRan++;
      if (older.length > 0) for (const row of older) if (isOutdated(row, checksum)) replace(changeset, row, checksum);
      if (comparison.verdict === 'explained' || isOutdated(ran, checksum)) replace(changeset, ran, checksum);
    }
  });
  return { steps, skipped, alreadyRan, checksumUpdates };
}

const isOutdated = ({ md5sum }: RanChangeset, current: string): boolean =>
  md5sum !== current && (md5sum === null || !isCurrentVersion(md5sum));

/** Stops where a changeset was edited after it ran. Throws PLAN_CHECKSUM, HISTORY_INVALID. */
export function assertNothingEdited(request: Omit<UpdateRequest, 'target'>): void {
  compareAll(request, () => {});
}

/** A changeset beside what filters and history say of it. */
interface Standing {
  readonly changeset: Changeset;
  readonly filtered: Skipped | undefined;
  /** Its newest history row. */
  readonly ran: RanChangeset | undefined;
  /** The other ones, as they ran. */
  readonly older: readonly RanChangeset[];
  /** Its checksum; empty where filters leave it out. */
  readonly checksum: string;
  /** How that compares with the newest row; `unknown` where there is none to compare. */
  readonly comparison: Comparison;
}

/**
 * Compares the changesets with history. Stops the run where one that ran has another checksum now, unless it may run again or the difference is
 * declared valid, and where a checksum cannot be computed because a file is missing. All such problems are told together. The checksum is
 * computed for changesets that have not run, too: it must be possible.
 * @param decide is given each changeset in turn
 */
function compareAll(request: Omit<UpdateRequest, 'target'>, decide: (standing: Standing) => void): void {
  const { changesets } = request.changelog;
  const history = new HistoryIndex(request.ran);
  const checksums = checksumsOf(request);
  const diagnostics = createDiagnostics();
  for (let at = 0; at < changesets.length; at++) {
    const changeset = changesets[at]!;
    const filtered = filteredOut(changeset, request);
    const ran = history.newest(changeset);
    try {
      const checksum = filtered === undefined ? (checksums[at] ??= storedChecksum(changeset, request.checksums)) : '';
      const comparison =
        filtered !== undefined || ran === undefined ? unknown : compareChecksum(changeset, ran, request.checksums, checksum);
      // Of two equal texts one is kept: that of the row, which is kept anyway.
      if (ran?.md5sum === checksum) checksums[at] = ran.md5sum;
      const problem = driftOf(changeset, comparison);
      if (problem === undefined) decide({ changeset, filtered, ran, older: history.older(changeset), checksum, comparison });
      else diagnostics.add(problem);
    } catch (error) {
      diagnostics.add(asChangelogError(error));
    }
  }
  diagnostics.throwIfAny();
}

const unknown: Comparison = { verdict: 'unknown' };

interface ComputedChecksums {
  readonly changesets: readonly Changeset[];
  /** By the place of the changeset. */
  readonly checksums: string[];
}

const computed = new WeakMap<ChecksumEnvironment, ComputedChecksums>();

/** The checksums of changesets, to be filled in; computed once in a session: an update is planned before and after it has the lock. */
function checksumsOf({ changelog: { changesets }, checksums: environment }: Omit<UpdateRequest, 'target'>): string[] {
  let known = computed.get(environment);
  if (known?.changesets !== changesets) computed.set(environment, (known = { changesets, checksums: [] }));
  return known.checksums;
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

function driftOf(changeset: Changeset, comparison: Comparison): ChangelogError | undefined {
  if (comparison.verdict !== 'changed' || changeset.runOnChange || changeset.runAlways) return undefined;
  const { stored, now } = comparison;
  return new ChangelogError('PLAN_CHECKSUM', {
    message: `changeset ${formatChangeset(changeset)} was edited after it ran: its checksum was ${stored} and is now ${now} (${formatSource(changeset.source)})`,
    source: changeset.source,
    changeset: { id: changeset.id, author: changeset.author, path: changeset.path },
  });
}
