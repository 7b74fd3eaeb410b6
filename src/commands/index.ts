import type { CommandDefinition } from './define.js';

export type CommandGroup = 'update' | 'rollback' | 'inspect' | 'compare' | 'maintain';

/** What the command list knows of a command without loading it. */
export interface CommandEntry {
  readonly summary: string;
  readonly group: CommandGroup;
  /** Loads the command's file. */
  load(): Promise<CommandDefinition>;
}

const entry = (group: CommandGroup, summary: string, load: () => Promise<unknown>): CommandEntry => ({
  group,
  summary,
  load: load as () => Promise<CommandDefinition>,
});

/** Every command by its kebab-case name. Implementations load when a command runs. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  update: entry('update', 'Runs all changesets that have not run yet', async () => (await import('./update.js')).update),
  plan: entry('update', 'Shows what update will do, and changes nothing', async () => (await import('./plan.js')).plan),
  'update-sql': entry('update', 'Prints the SQL that update would run', async () => (await import('./update.js')).updateSql),
  'update-count': entry(
    'update',
    'Runs the next changesets, at most as many as given',
    async () => (await import('./update.js')).updateCount,
  ),
  'update-count-sql': entry(
    'update',
    'Prints the SQL that update-count would run',
    async () => (await import('./update.js')).updateCountSql,
  ),
  'update-to-tag': entry(
    'update',
    'Runs changesets up to and including the one that sets a tag',
    async () => (await import('./update.js')).updateToTag,
  ),
  'update-to-tag-sql': entry(
    'update',
    'Prints the SQL that update-to-tag would run',
    async () => (await import('./update.js')).updateToTagSql,
  ),
  'update-one-changeset': entry(
    'update',
    'Runs one changeset, whatever stands before it',
    async () => (await import('./update-one.js')).updateOneChangeset,
  ),
  'update-one-changeset-sql': entry(
    'update',
    'Prints the SQL that update-one-changeset would run',
    async () => (await import('./update-one.js')).updateOneChangesetSql,
  ),
  'update-testing-rollback': entry(
    'update',
    'Runs what has not run yet, undoes it and runs it again',
    async () => (await import('./update-testing-rollback.js')).updateTestingRollback,
  ),
  'changelog-sync': entry(
    'update',
    'Records all changesets as run without running them',
    async () => (await import('./changelog-sync.js')).changelogSync,
  ),
  'changelog-sync-sql': entry(
    'update',
    'Prints the SQL that changelog-sync would run',
    async () => (await import('./changelog-sync.js')).changelogSyncSql,
  ),
  'changelog-sync-to-tag': entry(
    'update',
    'Records changesets as run, up to and including the one that sets a tag',
    async () => (await import('./changelog-sync.js')).changelogSyncToTag,
  ),
  'changelog-sync-to-tag-sql': entry(
    'update',
    'Prints the SQL that changelog-sync-to-tag would run',
    async () => (await import('./changelog-sync.js')).changelogSyncToTagSql,
  ),
  'mark-next-changeset-ran': entry(
    'update',
    'Records the next changeset as run without running it',
    async () => (await import('./changelog-sync.js')).markNextChangesetRan,
  ),
  'mark-next-changeset-ran-sql': entry(
    'update',
    'Prints the SQL that mark-next-changeset-ran would run',
    async () => (await import('./changelog-sync.js')).markNextChangesetRanSql,
  ),
  rollback: entry('rollback', 'Undoes everything that ran after a tag', async () => (await import('./rollback.js')).rollback),
  'rollback-sql': entry('rollback', 'Prints the SQL that rollback would run', async () => (await import('./rollback.js')).rollbackSql),
  'rollback-count': entry('rollback', 'Undoes the changesets that ran last', async () => (await import('./rollback.js')).rollbackCount),
  'rollback-count-sql': entry(
    'rollback',
    'Prints the SQL that rollback-count would run',
    async () => (await import('./rollback.js')).rollbackCountSql,
  ),
  'rollback-to-date': entry(
    'rollback',
    'Undoes everything that ran after a date',
    async () => (await import('./rollback.js')).rollbackToDate,
  ),
  'rollback-to-date-sql': entry(
    'rollback',
    'Prints the SQL that rollback-to-date would run',
    async () => (await import('./rollback.js')).rollbackToDateSql,
  ),
  'rollback-one-changeset': entry(
    'rollback',
    'Undoes one changeset, whatever ran after it',
    async () => (await import('./rollback-one.js')).rollbackOneChangeset,
  ),
  'rollback-one-changeset-sql': entry(
    'rollback',
    'Prints the SQL that rollback-one-changeset would run',
    async () => (await import('./rollback-one.js')).rollbackOneChangesetSql,
  ),
  'rollback-one-update': entry(
    'rollback',
    'Undoes what one run did, whatever ran after it',
    async () => (await import('./rollback-one.js')).rollbackOneUpdate,
  ),
  'rollback-one-update-sql': entry(
    'rollback',
    'Prints the SQL that rollback-one-update would run',
    async () => (await import('./rollback-one.js')).rollbackOneUpdateSql,
  ),
  'future-rollback-sql': entry(
    'rollback',
    'Prints the SQL that would undo what has not run yet',
    async () => (await import('./future-rollback.js')).futureRollbackSql,
  ),
  'future-rollback-count-sql': entry(
    'rollback',
    'Prints the SQL that would undo the next changesets',
    async () => (await import('./future-rollback.js')).futureRollbackCountSql,
  ),
  'future-rollback-from-tag-sql': entry(
    'rollback',
    'Prints the SQL that would undo what has not run yet, up to a tag',
    async () => (await import('./future-rollback.js')).futureRollbackFromTagSql,
  ),
  diff: entry('compare', 'Compares the schema of the database with a reference', async () => (await import('./diff.js')).diff),
  'diff-changelog': entry(
    'compare',
    'Adds changesets to a changelog that make the database like a reference',
    async () => (await import('./diff-changelog.js')).diffChangelog,
  ),
  'generate-changelog': entry(
    'compare',
    'Writes a changelog that builds the schema of the database',
    async () => (await import('./generate-changelog.js')).generateChangelog,
  ),
  baseline: entry(
    'compare',
    'Starts with a live database: writes its changelog, records it as run and tags it',
    async () => (await import('./baseline.js')).baseline,
  ),
  status: entry('inspect', 'Lists the changesets that have not run yet', async () => (await import('./status.js')).status),
  history: entry('inspect', 'Lists the changesets that ran, by deployment', async () => (await import('./history.js')).history),
  'unexpected-changesets': entry(
    'inspect',
    'Lists the changesets that ran and are not in the changelog',
    async () => (await import('./unexpected-changesets.js')).unexpectedChangesets,
  ),
  doctor: entry(
    'inspect',
    'Explains the tracking tables and what update would do, and changes nothing',
    async () => (await import('./doctor.js')).doctor,
  ),
  validate: entry('inspect', 'Checks the changelog and the checksums of what ran', async () => (await import('./validate.js')).validate),
  'calculate-checksum': entry(
    'inspect',
    'Prints the checksum of a changeset',
    async () => (await import('./calculate-checksum.js')).calculateChecksum,
  ),
  snapshot: entry('compare', 'Tells the schema of the database', async () => (await import('./snapshot.js')).snapshot),
  'snapshot-reference': entry(
    'compare',
    'Tells the schema of the reference database',
    async () => (await import('./snapshot.js')).snapshotReference,
  ),
  drift: entry('compare', 'Compares the database with what its changelog builds', async () => (await import('./drift.js')).drift),
  report: entry(
    'compare',
    'Writes the schema, its diagram, changesets and drift into one HTML page',
    async () => (await import('./report.js')).report,
  ),
  'db-doc': entry('compare', 'Writes the page of report into a folder', async () => (await import('./db-doc.js')).dbDoc),
  'list-locks': entry('inspect', 'Shows who holds the changelog lock', async () => (await import('./locks.js')).listLocks),
  'tag-exists': entry('inspect', 'Says whether the database has a tag', async () => (await import('./tag.js')).tagExists),
  repair: entry(
    'maintain',
    'Explains changesets that were cut off half-way, and says how they go on',
    async () => (await import('./repair.js')).repair,
  ),
  tag: entry('maintain', 'Tags the current state of the database', async () => (await import('./tag.js')).tag),
  'clear-checksums': entry(
    'maintain',
    'Forgets all checksums; the next update stores them anew',
    async () => (await import('./clear-checksums.js')).clearChecksums,
  ),
  unlock: entry('maintain', 'Clears a changelog lock whose holder is gone', async () => (await import('./locks.js')).unlock),
  'release-locks': entry('maintain', 'Releases the changelog lock by force', async () => (await import('./locks.js')).releaseLocks),
  'drop-all': entry('maintain', 'Drops all objects of the schema', async () => (await import('./drop-all.js')).dropAll),
  'execute-sql': entry('maintain', 'Runs SQL given as text or as a file', async () => (await import('./execute-sql.js')).executeSql),
  'init-project': entry(
    'maintain',
    'Writes a properties file and an example changelog to start from',
    async () => (await import('./init-project.js')).initProject,
  ),
};
