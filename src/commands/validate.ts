import { planUpdate } from '../plan/update.js';
import { defineCommand } from './define.js';
import { changelogOptions, connectionOptions, globalOptions } from './options.js';
import { openChangelog } from './session.js';
import { checkChangelogPreconditions } from '../execute/execute.js';

/** A changelog that passed; one that does not throws all its problems. */
export interface ValidateResult {
  readonly changelogFile: string;
  readonly files: number;
  readonly changesets: number;
}

export const validate = defineCommand({
  name: 'validate',
  summary: 'Checks the changelog and the checksums of what ran',
  example: 'changelog validate',
  options: { ...globalOptions, ...connectionOptions, ...changelogOptions },
  async run(context, options): Promise<ValidateResult> {
    await using session = await openChangelog(context, options);
    const { changelog } = session;
    planUpdate({ ...session, ran: await session.history.list(), target: { kind: 'all' } });
    await checkChangelogPreconditions(session.environment, session.database.connection === undefined);
    return { changelogFile: options.changelogFile ?? '', files: changelog.files.length, changesets: changelog.changesets.length };
  },
});
