import { interruptedChangesets, type InterruptedChangeset } from '../execute/interrupted.js';
import { planUpdate } from '../plan/update.js';
import { booleanOption, defineCommand } from './define.js';
import { changelogOptions, connectionOptions, globalOptions } from './options.js';
import { openChangelog } from './session.js';

/** What status found. */
export interface StatusResult {
  /** `user@url`, as people know the database. */
  readonly database: string;
  readonly upToDate: boolean;
  readonly pending: readonly {
    readonly id: string;
    readonly author: string;
    readonly path: string;
    readonly action: 'run' | 'rerun';
    readonly description: string;
  }[];
  readonly skipped: readonly {
    readonly id: string;
    readonly author: string;
    readonly path: string;
    readonly reason: string;
    readonly detail: string;
  }[];
  /** Changesets of which a part is done. */
  readonly interrupted: readonly InterruptedChangeset[];
  readonly verbose: boolean;
}

export const status = defineCommand({
  name: 'status',
  summary: 'Lists the changesets that have not run yet',
  example: 'changelog status --verbose',
  options: {
    ...globalOptions,
    ...connectionOptions,
    ...changelogOptions,
    verbose: booleanOption('List the changesets', { default: true }),
  },
  async run(context, options): Promise<StatusResult> {
    await using session = await openChangelog(context, options);
    const { database } = session;
    const plan = planUpdate({ ...session, ran: await session.history.list(), target: { kind: 'all' } });
    const { fullDescription } = await import('../plan/description.js');
    return {
      database: database.user === '' ? database.url : `${database.user}@${database.url}`,
      upToDate: plan.steps.length === 0,
      pending: plan.steps.map(({ changeset, action }) => ({
        id: changeset.id,
        author: changeset.author,
        path: changeset.path,
        action: action === 'rerun' ? 'rerun' : 'run',
        description: fullDescription(changeset),
      })),
      skipped: plan.skipped.map(({ changeset: { id, author, path }, reason, detail }) => ({ id, author, path, reason, detail })),
      interrupted: await interruptedChangesets(session.environment),
      verbose: options.verbose,
    };
  },
});
