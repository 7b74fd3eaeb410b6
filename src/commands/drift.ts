import { ChangelogError } from '../core/error.js';
import { diffSnapshots } from '../diff/compare.js';
import { scopeOf } from '../diff/scope.js';
import { sideOf } from '../diff/side.js';
import type { Snapshot } from '../model/schema.js';
import { changesetKey, formatChangeset } from '../plan/changeset-key.js';
import { planUpdate } from '../plan/update.js';
import { buildChangelog } from './build-schema.js';
import type { CommandContext } from './context.js';
import { booleanOption, defineCommand, type OptionsOf } from './define.js';
import { diffResult, type DiffResult } from './diff.js';
import { introspectDatabase } from './introspect-database.js';
import { changelogOptions, databaseOptions, scopeOptions, scratchOptions } from './options.js';
import { namesIn } from './schema-source.js';
import { live, openChangelog, type ChangelogSession } from './session.js';

/** What drifted: `reference` is what the changelog builds, `target` the database. */
export interface DriftResult extends DiffResult {
  /** Changesets that have not run here yet; what they build is not expected. */
  readonly pending: readonly string[];
  /** Changesets that ran here and that the changelog does not have; what they built cannot be told from drift. */
  readonly unknown: readonly string[];
}

export const driftOptions = { ...databaseOptions, ...changelogOptions, ...scratchOptions, ...scopeOptions };

export const drift = defineCommand({
  name: 'drift',
  summary: 'Compares the database with what its changelog builds',
  example: 'changelog drift',
  options: {
    ...driftOptions,
    failOnDifference: booleanOption('Exit with 1 where the database has drifted', { default: true }),
  },
  async run(context, options): Promise<DriftResult> {
    await using session = await openChangelog(context, options);
    return (await findDrift(context, session, options)).result;
  },
  failure(result, { failOnDifference }) {
    if (!failOnDifference || result.equal) return undefined;
    const { missing, unexpected, changed, target } = result;
    const counts = `${missing.length} missing, ${unexpected.length} unexpected, ${changed.length} changed`;
    return new ChangelogError('DIFF_FOUND', { message: `${target.url} has drifted from its changelog: ${counts}` });
  },
});

/** The drift of an open database, and its schema. What has run there is run again, in the order of the changelog, in a scratch database. */
export async function findDrift(
  context: CommandContext,
  session: ChangelogSession,
  options: OptionsOf<typeof driftOptions>,
): Promise<{ readonly result: DriftResult; readonly snapshot: Snapshot }> {
  const { database, changelog } = session;
  live(database);
  const schemas = namesIn(options.schemas);
  const ran = await session.history.list();
  const keys = new Set(ran.map(changesetKey));
  const { steps } = planUpdate({ ...session, ran, target: { kind: 'all' } });
  const known = new Set(changelog.changesets.map(changesetKey));
  const snapshot = await introspectDatabase(database, schemas);
  const { changelogFile = '', contextFilter, labelFilter, parameters } = options;
  const built = await buildChangelog(
    context,
    options,
    { changelogFile, contextFilter, labelFilter, parameters, takes: (changeset) => keys.has(changesetKey(changeset)) },
    { like: database.dialect.name, schemas: [] },
  );
  // The embedded database has no roles, so nothing that was granted can be built there.
  const compared = (schema: Snapshot): Snapshot => (options.scratchUrl === undefined ? { ...schema, grants: [] } : schema);
  const reference = { side: await sideOf(compared(built), database.dialect), url: `changelog:${changelogFile}`, user: '' };
  const target = { side: await sideOf(compared(snapshot), database.dialect), url: database.url, user: database.user };
  const found = diffSnapshots(reference.side, target.side, scopeOf(options, database.dialect));
  return {
    snapshot,
    result: {
      ...diffResult(found, reference, target, []),
      pending: steps.filter(({ action }) => action === 'run').map(({ changeset }) => formatChangeset(changeset)),
      unknown: ran.filter((row) => !known.has(changesetKey(row))).map((row) => formatChangeset(row)),
    },
  };
}
