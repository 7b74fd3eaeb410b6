import { changeDefinitions } from '../changes/index.js';
import { fail, type ChangesetRef } from '../core/error.js';
import type { Changeset } from '../model/changelog.js';
import type { RanChangeset } from '../model/history.js';
import { changesetKey, formatChangeset, looseChangesetKey } from './changeset-key.js';
import { storedChecksum } from './checksum.js';
import { HistoryIndex } from './history-index.js';
import type { Plan, Skipped, Step } from './plan.js';
import { assertNothingEdited, filteredOut, notInChangelog, type UpdateRequest } from './update.js';

/** How far back a rollback goes. */
export type RollbackTarget =
  | { readonly kind: 'tag'; readonly tag: string; readonly version: 'oldest' | 'newest' }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'date'; readonly date: Date }
  /** One changeset, whenever it ran. */
  | { readonly kind: 'changeset'; readonly changeset: ChangesetRef }
  /** What one run did; without an id, the run that was last. */
  | { readonly kind: 'deployment'; readonly deploymentId: string | undefined };

export interface RollbackRequest extends Omit<UpdateRequest, 'target'> {
  readonly target: RollbackTarget;
}

/**
 * Decides what a rollback undoes: what ran, newest first. Rows without a changeset in the changelog are left alone, as Liquibase leaves
 * them, unless just they were asked for.
 * A changeset with several rows is undone once, and all of them go.
 * @throws PLAN_CHECKSUM, PLAN_TAG_NOT_FOUND, PLAN_CHANGESET_NOT_FOUND, PLAN_DEPLOYMENT_NOT_FOUND
 */
export function planRollback(request: RollbackRequest): Plan {
  assertNothingEdited(request);
  const { changesets } = request.changelog;
  const exact = new Map<string, Changeset>(changesets.map((changeset) => [changesetKey(changeset), changeset]));
  const loose = new Map<string, Changeset>(changesets.map((changeset) => [looseChangesetKey(changeset), changeset]));
  const rows = new HistoryIndex(request.ran);
  const reached = rowsToUndo(request.ran, request.target);
  const named = request.target.kind === 'changeset' || request.target.kind === 'deployment';
  const steps: Step[] = [];
  const skipped: Skipped[] = [];
  for (const ran of request.ran.toReversed()) {
    if (ran !== rows.newest(ran)) continue;
    const changeset = exact.get(changesetKey(ran)) ?? loose.get(looseChangesetKey(ran));
    if (changeset === undefined) {
      if (named && reached(ran, steps.length)) throw notInChangelog(ran);
      continue;
    }
    const filtered = filteredOut(changeset, request);
    if (filtered !== undefined) skipped.push(filtered);
    else if (!reached(ran, steps.length)) skipped.push({ changeset, reason: 'not-in-range', detail: 'it stays' });
    else
      steps.push({
        changeset,
        action: 'rollback',
        checksum: storedChecksum(changeset, request.checksums),
        ran,
        olderRows: rows.older(ran),
      });
  }
  return { steps, skipped, alreadyRan: 0, checksumUpdates: [] };
}

/** Whether a row is to be undone; `taken` counts the rows undone so far. */
function rowsToUndo(ran: readonly RanChangeset[], target: RollbackTarget): (row: RanChangeset, taken: number) => boolean {
  if (target.kind === 'count') return (_row, taken) => taken < target.count;
  if (target.kind === 'date') return (row) => row.dateExecuted > target.date;
  if (target.kind === 'changeset') {
    const row = rowOf(ran, target.changeset);
    return (candidate) => candidate === row;
  }
  if (target.kind === 'deployment') {
    const id = deploymentOf(ran, target.deploymentId);
    return (row) => row.deploymentId === id;
  }
  const after = rowsAfterTag(ran, target.tag, target.version);
  return (row) => after.has(row);
}

/** The row of a changeset, the newest where it has several. Throws PLAN_CHANGESET_NOT_FOUND. */
function rowOf(ran: readonly RanChangeset[], changeset: ChangesetRef): RanChangeset {
  const wanted = changesetKey(changeset);
  return (
    ran.findLast((row) => changesetKey(row) === wanted) ??
    fail('PLAN_CHANGESET_NOT_FOUND', {
      message: `changeset ${formatChangeset(changeset)} has not run`,
      hint: 'changelog history lists what ran as path::id::author',
    })
  );
}

/** The deployment that is meant. Throws PLAN_DEPLOYMENT_NOT_FOUND. */
function deploymentOf(ran: readonly RanChangeset[], id: string | undefined): string {
  const hint = 'changelog history lists the deployments';
  if (id === undefined) {
    return ran.at(-1)?.deploymentId ?? fail('PLAN_DEPLOYMENT_NOT_FOUND', { message: 'the database has no deployment to undo', hint });
  }
  if (!ran.some((row) => row.deploymentId === id))
    fail('PLAN_DEPLOYMENT_NOT_FOUND', { message: `the database has no deployment ${id}`, hint });
  return id;
}

/**
 * The rows newer than a tag. The tagging row itself goes too where it does nothing but tag. Source: Liquibase `AfterTagChangeSetFilter`.
 * @param version which row counts where several carry the tag.
 */
function rowsAfterTag(ran: readonly RanChangeset[], tag: string, version: 'oldest' | 'newest'): ReadonlySet<RanChangeset> {
  const carries = (row: RanChangeset): boolean => row.tag?.toLowerCase() === tag.toLowerCase();
  const onlyTags = (row: RanChangeset): boolean => changeDefinitions.get((row.description ?? '').trim())?.setsTag !== undefined;
  const at = version === 'oldest' ? ran.findIndex(carries) : ran.findLastIndex(carries);
  if (at < 0)
    fail('PLAN_TAG_NOT_FOUND', {
      message: `the database has no tag "${tag}"`,
      hint: 'changelog history lists the tags; changelog tag sets one',
    });
  const after = ran.filter((row, index) => index > at && (version === 'newest' || !carries(row) || onlyTags(row)));
  const tagging = ran[at];
  return new Set(tagging !== undefined && onlyTags(tagging) ? [tagging, ...after] : after);
}

/**
 * Undoing what has not run yet, last first: what `update` would run, reversed.
 * @param reach the part of those steps that is meant, given them in the order they would run
 */
export function planFutureRollback(update: Plan, reach: (steps: readonly Step[]) => readonly Step[] = (steps) => steps): Plan {
  return {
    skipped: update.skipped,
    alreadyRan: update.alreadyRan,
    checksumUpdates: [],
    steps: reach(update.steps.filter((step) => step.action === 'run'))
      .map((step): Step => ({ ...step, action: 'rollback' }))
      .toReversed(),
  };
}
