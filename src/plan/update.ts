import { changeDefinitions } from '../changes/index.js';
import { createDiagnostics } from '../core/diagnostics.js';
import { asChangelogError, ChangelogError, fail } from '../core/error.js';
import { formatSource } from '../core/source.js';
import { contextsMatch } from '../filter/context.js';
import { labelsMatch } from '../filter/label.js';
import type { Changelog, Changeset } from '../model/changelog.js';
import type { RanChangeset } from '../model/history.js';
import { changesetKey, formatChangeset } from './changeset-key.js';
import { storedChecksum, type ChecksumEnvironment } from './checksum.js';
import { acceptsChecksum, isCurrentVersion } from './drift.js';
import type { ChecksumUpdate, Plan, Skipped, Step } from './plan.js';

/** Which part of the changelog an update covers. */
export type UpdateTarget = { readonly kind: 'all' } | { readonly kind: 'count'; readonly count: number } | { readonly kind: 'tag'; readonly tag: string };

export interface UpdateRequest {
  readonly changelog: Changelog;
  readonly ran: readonly RanChangeset[];
  readonly checksums: ChecksumEnvironment;
  readonly contexts?: string | undefined;
  readonly labelFilter?: string | undefined;
  readonly target: UpdateTarget;
}

/** History rows by changeset identity; where a changeset has several, the newest counts. */
export function historyIndex(ran: readonly RanChangeset[]): ReadonlyMap<string, RanChangeset> {
  const index = new Map<string, RanChangeset>();
  for (const row of ran) {
    const key = changesetKey(row);
    const known = index.get(key);
    if (known === undefined || row.dateExecuted > known.dateExecuted) index.set(key, row);
  }
  return index;
}

/** Why the filters of a run leave a changeset out, or undefined where they let it through. Order and wording follow Liquibase's filters. */
export function filteredOut(changeset: Changeset, request: Pick<UpdateRequest, 'checksums' | 'contexts' | 'labelFilter'>): Skipped | undefined {
  if (!contextsMatch(changeset, request.contexts)) return { changeset, reason: 'contexts', detail: `contexts do not match '${request.contexts ?? ''}'` };
  if (!labelsMatch(changeset, request.labelFilter)) return { changeset, reason: 'labels', detail: `labels do not match '${request.labelFilter ?? ''}'` };
  if (changeset.dbms !== undefined && !request.checksums.matchesDbms(changeset.dbms)) return { changeset, reason: 'dbms', detail: `dbms is '${changeset.dbms}'` };
  if (changeset.ignore) return { changeset, reason: 'ignored', detail: 'ignore is set' };
  return undefined;
}

/**
 * Decides what an update does with every changeset, in order.
 * @throws PLAN_CHECKSUM for changesets that were edited after they ran (all of them at once), PLAN_TAG_NOT_FOUND.
 */
export function planUpdate(request: UpdateRequest): Plan {
  const history = historyIndex(request.ran);
  const steps: Step[] = [];
  const skipped: Skipped[] = [];
  const checksumUpdates: ChecksumUpdate[] = [];
  const inReach = reach(request);
  const checksumOf = remembered((changeset) => storedChecksum(changeset, request.checksums));
  assertUnchanged(request, history, checksumOf);
  for (const changeset of request.changelog.changesets) {
    const filtered = filteredOut(changeset, request);
    if (filtered !== undefined) {
      skipped.push(filtered);
      continue;
    }
    const ran = history.get(changesetKey(changeset));
    const checksum = checksumOf(changeset);
    const action = ran === undefined ? 'run' : runsAgain(changeset, ran, checksum) ? 'rerun' : undefined;
    const beyond = inReach(changeset, action !== undefined);
    if (beyond !== undefined) skipped.push(beyond);
    else if (action !== undefined) steps.push({ changeset, action, checksum, ran });
    else {
      skipped.push({ changeset, reason: 'already-ran', detail: 'it ran before' });
      if (ran !== undefined && (ran.md5sum === null || !isCurrentVersion(ran.md5sum))) checksumUpdates.push({ changeset, from: ran.md5sum, to: checksum });
    }
  }
  return { steps, skipped, checksumUpdates };
}

function remembered(compute: (changeset: Changeset) => string): (changeset: Changeset) => string {
  const known = new Map<Changeset, string>();
  return (changeset) => {
    const value = known.get(changeset) ?? compute(changeset);
    known.set(changeset, value);
    return value;
  };
}

function runsAgain(changeset: Changeset, ran: RanChangeset, checksum: string): boolean {
  if (changeset.runAlways) return true;
  return changeset.runOnChange && ran.md5sum !== null && isCurrentVersion(ran.md5sum) && ran.md5sum !== checksum;
}

/** Tells for each changeset, in order, whether the target leaves it out. */
function reach(request: UpdateRequest): (changeset: Changeset, pending: boolean) => Skipped | undefined {
  const { target } = request;
  if (target.kind === 'all') return () => undefined;
  if (target.kind === 'count') {
    let taken = 0;
    return (changeset, pending) => (pending && ++taken > target.count ? { changeset, reason: 'after-count', detail: `only ${target.count} changesets were asked for` } : undefined);
  }
  const { tag } = target;
  const taggedRow = request.ran.find((row) => row.tag === tag);
  const taggedKey = taggedRow === undefined ? undefined : changesetKey(taggedRow);
  const sets = (changeset: Changeset): boolean =>
    changesetKey(changeset) === taggedKey || (taggedKey === undefined && changesetTag(changeset) === tag);
  if (taggedKey === undefined && !request.changelog.changesets.some(sets)) {
    fail('PLAN_TAG_NOT_FOUND', { message: `tag "${tag}" is neither in the changelog nor in the database`, hint: 'a tagDatabase change sets it; update-to-tag runs up to that changeset' });
  }
  let seen = false;
  return (changeset) => {
    if (seen) return { changeset, reason: 'after-tag', detail: `it comes after tag '${tag}'` };
    seen = sets(changeset);
    return undefined;
  };
}

/** The tag that a changeset sets, as the TAG column stores it. */
export function changesetTag(changeset: Changeset): string | null {
  for (const change of changeset.changes) {
    const tag = changeDefinitions.get(change.name)?.setsTag?.(change.props);
    if (tag !== undefined) return tag;
  }
  return null;
}

/**
 * Stops the run where a changeset that ran has another checksum now, unless it may run again or the difference is declared valid, and
 * where a checksum cannot be computed because a file is missing. All such problems are told together.
 */
function assertUnchanged(request: UpdateRequest, history: ReadonlyMap<string, RanChangeset>, checksumOf: (changeset: Changeset) => string): void {
  const diagnostics = createDiagnostics();
  for (const changeset of request.changelog.changesets) {
    if (changeset.ignore || filteredOut(changeset, request) !== undefined) continue;
    try {
      const problem = driftOf(changeset, history.get(changesetKey(changeset)), checksumOf(changeset));
      if (problem !== undefined) diagnostics.add(problem);
    } catch (error) {
      diagnostics.add(asChangelogError(error));
    }
  }
  diagnostics.throwIfAny();
}

function driftOf(changeset: Changeset, ran: RanChangeset | undefined, current: string): ChangelogError | undefined {
  if (ran === undefined || ran.md5sum === null || changeset.runOnChange || changeset.runAlways || !isCurrentVersion(ran.md5sum)) return undefined;
  if (acceptsChecksum(changeset, ran.md5sum, current)) return undefined;
  return new ChangelogError('PLAN_CHECKSUM', {
    message: `changeset ${formatChangeset(changeset)} was edited after it ran: its checksum was ${ran.md5sum} and is now ${current} (${formatSource(changeset.source)})`,
    source: changeset.source,
    changeset: { id: changeset.id, author: changeset.author, path: changeset.path },
  });
}
