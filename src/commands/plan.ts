import { checkChangelogPreconditions } from '../execute/execute.js';
import { foreseePlan, type ForeseenStep } from '../execute/foresee.js';
import type { Plan } from '../plan/plan.js';
import { planUpdate } from '../plan/update.js';
import { booleanOption, defineCommand, stringOption } from './define.js';
import { changelogOptions, connectionOptions, globalOptions, programOptions } from './options.js';
import { savedPlan, writeSavedPlan } from './saved-plan.js';
import { live, openChangelog, type ChangelogSession } from './session.js';

/** What update will do. */
export interface PlanResult {
  readonly url: string;
  readonly upToDate: boolean;
  readonly changesets: readonly {
    readonly id: string;
    readonly author: string;
    readonly path: string;
    readonly action: ForeseenStep['action'];
    readonly why: string;
    /** Why it may come otherwise. */
    readonly doubt?: string;
    /** The SQL will be made from what is not there yet, and may be another one: a table that the run itself changes before, or the time of the run. */
    readonly openSql?: true;
    readonly checksum: string;
    readonly description: string;
    readonly sql: readonly string[];
  }[];
  readonly leftOut: readonly {
    readonly id: string;
    readonly author: string;
    readonly path: string;
    readonly reason: string;
    readonly detail: string;
  }[];
  readonly previouslyRun: number;
  /** The file that the plan was saved in. */
  readonly saved?: string;
}

export const plan = defineCommand({
  name: 'plan',
  summary: 'Shows what update will do, changeset by changeset with its SQL and why, and changes nothing',
  example: 'changelog plan --contexts=prod --save=plan.json',
  options: {
    ...globalOptions,
    ...connectionOptions,
    ...changelogOptions,
    ...programOptions,
    save: stringOption('Also write the plan to this file, for update --plan'),
    showSql: booleanOption('Show the SQL of each changeset', { default: true }),
  },
  async run(context, options): Promise<PlanResult> {
    await using session = await openChangelog(context, options);
    const decided = planUpdate({ ...session, ran: await session.history.list(), target: { kind: 'all' } });
    await checkChangelogPreconditions(session.environment, false);
    const steps = await foresee(session, decided);
    if (options.save !== undefined) writeSavedPlan(await savedPlan(session, steps), options.save, context);
    const { fullDescription } = await import('../plan/description.js');
    return {
      url: session.database.url,
      upToDate: steps.length === 0,
      changesets: steps.map(({ step: { changeset, checksum }, action, why, doubt, openSql, sql }) => ({
        id: changeset.id,
        author: changeset.author,
        path: changeset.path,
        action,
        why,
        ...(doubt !== undefined && { doubt }),
        ...(openSql && { openSql }),
        checksum,
        description: fullDescription(changeset),
        sql: options.showSql ? sql : [],
      })),
      leftOut: decided.skipped.map(({ changeset: { id, author, path }, reason, detail }) => ({ id, author, path, reason, detail })),
      previouslyRun: decided.alreadyRan,
      ...(options.save !== undefined && { saved: options.save }),
    };
  },
});

/** What running a plan will do on the session's database. */
export async function foresee(session: ChangelogSession, decided: Plan): Promise<readonly ForeseenStep[]> {
  const connection = live(session.database);
  const shadow = await session.database.dialect.shadow?.(connection);
  try {
    return await foreseePlan(decided, session.environment, shadow);
  } finally {
    await shadow?.close();
  }
}
