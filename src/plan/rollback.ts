import { fail } from '../core/error.js';
import type { Changeset } from '../model/changelog.js';
import type { RanChangeset } from '../model/history.js';
import { changesetKey } from './changeset-key.js';
import { storedChecksum } from './checksum.js';
import type { Plan, Skipped, Step } from './plan.js';
import { filteredOut, type UpdateRequest } from './update.js';

/** How far back a rollback goes. */
export type RollbackTarget =
  | { readonly kind: 'tag'; readonly tag: string; readonly version: 'oldest' | 'newest' }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'date'; readonly date: Date };

export interface RollbackRequest extends Omit<UpdateRequest, 'target'> {
  readonly target: RollbackTarget;
}

/**
 * Decides what a rollback undoes: what ran, newest first. Rows without a changeset in the changelog are left alone, as Liquibase leaves them.
 * @throws PLAN_TAG_NOT_FOUND
 */
export function planRollback(request: RollbackRequest): Plan {
  const byKey = new Map<string, Changeset>(request.changelog.changesets.map((changeset) => [changesetKey(changeset), changeset]));
  const reached = rowsToUndo(request.ran, request.target);
  const steps: Step[] = [];
  const skipped: Skipped[] = [];
  for (const ran of request.ran.toReversed()) {
    const changeset = byKey.get(changesetKey(ran));
    if (changeset === undefined) continue;
    const filtered = filteredOut(changeset, request);
    if (filtered !== undefined) skipped.push(filtered);
    else if (!reached(ran, steps.length)) skipped.push({ changeset, reason: 'not-in-range', detail: 'it stays' });
    else steps.push({ changeset, action: 'rollback', checksum: storedChecksum(changeset, request.checksums), ran });
  }
  return { steps, skipped, checksumUpdates: [] };
}

/** Whether a row is to be undone; `taken` counts the rows undone so far. */
function rowsToUndo(ran: readonly RanChangeset[], target: RollbackTarget): (row: RanChangeset, taken: number) => boolean {
  if (target.kind === 'count') return (_row, taken) => taken < target.count;
  if (target.kind === 'date') return (row) => row.dateExecuted > target.date;
  const after = rowsAfterTag(ran, target.tag, target.version);
  return (row) => after.has(row);
}

/**
 * The rows newer than a tag. The tagging row itself goes too where it does nothing but tag. Source: Liquibase `AfterTagChangeSetFilter`.
 * @param version which row counts where several carry the tag.
 */
function rowsAfterTag(ran: readonly RanChangeset[], tag: string, version: 'oldest' | 'newest'): ReadonlySet<RanChangeset> {
  const carries = (row: RanChangeset): boolean => row.tag?.toLowerCase() === tag.toLowerCase();
  const onlyTags = (row: RanChangeset): boolean => (row.description ?? '').trim() === 'tagDatabase';
  const at = version === 'oldest' ? ran.findIndex(carries) : ran.findLastIndex(carries);
  if (at < 0) fail('PLAN_TAG_NOT_FOUND', { message: `the database has no tag "${tag}"`, hint: 'changelog history lists the tags; changelog tag sets one' });
  const after = ran.filter((row, index) => index > at && (version === 'newest' || !carries(row) || onlyTags(row)));
  const tagging = ran[at];
  return new Set(tagging !== undefined && onlyTags(tagging) ? [tagging, ...after] : after);
}

/** Undoing what has not run yet, last first: what `update` would run, reversed. */
export function planFutureRollback(update: Plan): Plan {
  return { ...update, steps: update.steps.filter((step) => step.action === 'run').map((step): Step => ({ ...step, action: 'rollback' })).toReversed() };
}
