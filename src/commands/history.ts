import { defineCommand } from './define.js';
import { plainRow, type RanChangeset } from '../model/history.js';
import { databaseOptions } from './options.js';
import { live, openSession } from './session.js';

/** One run and what it did. */
export interface Deployment {
  readonly deploymentId: string | null;
  /** When its first changeset ran, ISO 8601. */
  readonly startedAt: string;
  readonly changesets: readonly RanChangeset[];
}

export interface HistoryResult {
  readonly url: string;
  readonly deployments: readonly Deployment[];
}

export const history = defineCommand({
  name: 'history',
  summary: 'Lists the changesets that ran, by deployment',
  example: 'changelog history --format=json',
  options: databaseOptions,
  async run(context, options): Promise<HistoryResult> {
    await using session = await openSession(context, options);
    live(session.database);
    const groups = new Map<string | null, RanChangeset[]>();
    for (const row of await session.history.list()) {
      const group = groups.get(row.deploymentId);
      if (group === undefined) groups.set(row.deploymentId, [plainRow(row)]);
      else group.push(plainRow(row));
    }
    const deployments = [...groups].map(([deploymentId, changesets]) => ({
      deploymentId,
      startedAt: changesets[0]?.dateExecuted.toISOString() ?? '',
      changesets,
    }));
    return { url: session.database.url, deployments };
  },
});
