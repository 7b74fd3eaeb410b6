import { historyEntry } from '../execute/entry.js';
import { checkChangelogPreconditions } from '../execute/execute.js';
import { upgradeChecksums } from '../execute/upgrade-checksums.js';
import type { Plan } from '../plan/plan.js';
import { changesetsUpToTag } from '../plan/tag.js';
import { planUpdate } from '../plan/update.js';
import { commitGuarded } from '../state/commit-guarded.js';
import type { CommandContext } from './context.js';
import type { OptionsOf } from './define.js';
import type { recordOptions, updateSqlOptions } from './options.js';
import { live, openChangelog, type ChangelogSession } from './session.js';
import { scriptOf, type ScriptResult } from './script-result.js';
import { underLock } from './under-lock.js';

/** What was recorded as run. */
export interface SyncResult {
  readonly url: string;
  readonly changesets: readonly { readonly id: string; readonly author: string; readonly path: string }[];
}

/** Which of the changesets without a history row are meant: those up to a tag, at most so many; default: all. */
export interface SyncReach {
  readonly tag?: string | undefined;
  readonly count?: number;
}

/** Writes the history rows of changesets without running them, all or none. */
export async function recordAsRun(
  context: CommandContext,
  options: OptionsOf<typeof recordOptions>,
  reach: SyncReach,
): Promise<SyncResult> {
  await using session = await openChangelog(context, options);
  const { database, history } = session;
  const connection = live(database);
  await checkChangelogPreconditions(session.environment, false);
  return await underLock(session, options, async (lock) => {
    const { steps, checksumUpdates } = await notYetRun(session, reach);
    await upgradeChecksums(checksumUpdates, connection, lock, session.environment);
    context.emit({ type: 'run-started', direction: 'sync', total: steps.length });
    const rows = steps.flatMap((step) => history.record(historyEntry(step, 'EXECUTED')));
    await commitGuarded(connection, lock, rows);
    return { url: database.url, changesets: steps.map(({ changeset: { id, author, path } }) => ({ id, author, path })) };
  });
}

/** The script that writes those rows. */
export async function writeAsRun(
  context: CommandContext,
  options: OptionsOf<typeof updateSqlOptions>,
  reach: SyncReach,
): Promise<ScriptResult> {
  await using session = await openChangelog(context, options);
  const plan = await notYetRun(session, reach);
  return await scriptOf(session, plan, 'SQL to add all changesets to database history table', options.changelogFile ?? '', {
    recordOnly: true,
  });
}

/** What has no history row yet; changesets that would only run again keep theirs. */
async function notYetRun(session: ChangelogSession, { tag, count = Infinity }: SyncReach): Promise<Plan> {
  const ran = await session.history.list();
  const { changesets } = session.changelog;
  const reached = tag === undefined ? changesets : changesetsUpToTag(changesets, tag, ran);
  const plan = planUpdate({ ...session, changelog: { ...session.changelog, changesets: reached }, ran, target: { kind: 'all' } });
  return {
    ...plan,
    steps: plan.steps.filter((step) => step.action === 'run').slice(0, count),
    checksumUpdates: plan.checksumUpdates.filter((update) => update.from === null),
  };
}
