import type { Plan } from '../plan/plan.js';
import { planUpdate } from '../plan/update.js';
import { historyEntry } from '../execute/entry.js';
import { checkChangelogPreconditions } from '../execute/execute.js';
import { defineCommand } from './define.js';
import { updateOptions, updateSqlOptions } from './options.js';
import { live, openChangelog, underLock, type ChangelogSession } from './session.js';
import { scriptOf } from './script-result.js';

export const changelogSync = defineCommand({
  name: 'changelog-sync',
  summary: 'Records all changesets as run without running them',
  example: 'changelog changelog-sync',
  options: updateOptions,
  async run(context, options) {
    await using session = await openChangelog(context, options);
    const connection = live(session.database);
    await checkChangelogPreconditions(session.environment, false);
    return await underLock(session, options, async () => {
      const { steps } = await notYetRun(session);
      context.emit({ type: 'run-started', direction: 'sync', total: steps.length });
      await connection.begin();
      for (const step of steps) for (const statement of session.history.record(historyEntry(step, 'EXECUTED'))) await connection.execute(statement);
      await connection.commit();
      return { url: session.database.url, changesets: steps.map(({ changeset: { id, author, path } }) => ({ id, author, path })) };
    });
  },
});

export const changelogSyncSql = defineCommand({
  name: 'changelog-sync-sql',
  summary: 'Prints the SQL that changelog-sync would run',
  example: 'changelog changelog-sync-sql --url=offline:postgresql?version=15.0',
  options: updateSqlOptions,
  async run(context, options) {
    await using session = await openChangelog(context, options);
    return await scriptOf(session, await notYetRun(session), 'SQL to add all changesets to database history table', options.changelogFile ?? '', true);
  },
});

/** What has no history row yet; changesets that would only run again keep theirs. */
async function notYetRun(session: ChangelogSession): Promise<Plan> {
  const plan = planUpdate({ ...session, ran: await session.history.list(), target: { kind: 'all' } });
  return { ...plan, steps: plan.steps.filter((step) => step.action === 'run') };
}
