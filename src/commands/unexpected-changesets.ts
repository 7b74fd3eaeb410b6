import { changesetKey } from '../plan/changeset-key.js';
import { filteredOut, planUpdate } from '../plan/update.js';
import { booleanOption, defineCommand } from './define.js';
import { changelogOptions, connectionOptions, globalOptions } from './options.js';
import { openChangelog } from './session.js';

/** What ran and is not expected to have. */
export interface UnexpectedResult {
  /** `user@url`, as people know the database. */
  readonly database: string;
  readonly unexpected: readonly { readonly id: string; readonly author: string; readonly path: string; readonly dateExecuted: Date }[];
  readonly verbose: boolean;
}

/** What the filters of the call leave out is not expected either. Source: Liquibase `UnexpectedChangesetsCommandStep` (4.28.0). */
export const unexpectedChangesets = defineCommand({
  name: 'unexpected-changesets',
  summary: 'Lists the changesets that ran and are not in the changelog',
  example: 'changelog unexpected-changesets --verbose',
  options: {
    ...globalOptions,
    ...connectionOptions,
    ...changelogOptions,
    verbose: booleanOption('List the changesets', { default: false }),
  },
  async run(context, options): Promise<UnexpectedResult> {
    await using session = await openChangelog(context, options);
    const { database, changelog } = session;
    const ran = await session.history.list();
    planUpdate({ ...session, ran, target: { kind: 'all' } });
    const expected = new Set(changelog.changesets.filter((changeset) => filteredOut(changeset, session) === undefined).map(changesetKey));
    return {
      database: database.user === '' ? database.url : `${database.user}@${database.url}`,
      unexpected: ran
        .filter((row) => !expected.has(changesetKey(row)))
        .map(({ id, author, path, dateExecuted }) => ({ id, author, path, dateExecuted })),
      verbose: options.verbose,
    };
  },
});
