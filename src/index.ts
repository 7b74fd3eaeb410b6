/// <reference lib="esnext.disposable" preserve="true" />
/**
 * The commands as functions. Each takes an options object and returns data; events and an AbortSignal go into the second argument.
 *
 * @example
 * import { update } from 'changelog-engine';
 *
 * const result = await update(
 *   { url: 'sqlite:shop.db', changelogFile: 'db/changelog.yaml', contextFilter: 'prod' },
 *   { onEvent: (event) => progress.show(event), signal: AbortSignal.timeout(60_000) },
 * );
 *
 * @module
 */
import { invoker } from './commands/invoke.js';

export { ChangelogError, type ChangesetRef, type FailedStatement } from './core/error.js';
export { errorCodes, exitCodeOf, type ErrorCode } from './core/error-codes.js';
export type { ChangelogEvent } from './core/events.js';
export type { Source } from './core/source.js';
export { engineVersion } from './core/version.js';
export type { RunOptions } from './commands/invoke.js';
export type { ChecksumResult } from './commands/calculate-checksum.js';
export type { Deployment, HistoryResult } from './commands/history.js';
export type { BaselineResult } from './commands/baseline.js';
export type { DiffObject, DiffResult, DiffSide } from './commands/diff.js';
export type { DriftResult } from './commands/drift.js';
export type { ReportResult } from './commands/report.js';
export type { SnapshotResult } from './commands/snapshot.js';
export type { DiffChangelogResult } from './commands/diff-changelog.js';
export type { DoctorResult } from './commands/doctor.js';
export type { GeneratedResult } from './commands/generate-changelog.js';
export type { LeftOutObject } from './commands/write-generated.js';
export type { ExecuteSqlResult } from './commands/execute-sql.js';
export type { HeldLocksResult, LocksResult, UnlockResult } from './commands/locks.js';
export type { InitResult } from './commands/init-project.js';
export type { SyncResult } from './commands/record-as-run.js';
export type { PlanResult } from './commands/plan.js';
export type { RepairResult } from './commands/repair.js';
export type { RollbackResult } from './commands/run-rollback.js';
export type { ScriptResult } from './commands/script-result.js';
export type { StatusResult } from './commands/status.js';
export type { TagResult } from './commands/tag.js';
export type { UnexpectedResult } from './commands/unexpected-changesets.js';
export type { UpdateResult, UpdateSummary } from './commands/run-update.js';
export type { TestedChangeset, TestingRollbackResult } from './commands/update-testing-rollback.js';
export type { ValidateResult } from './commands/validate.js';

const updates = () => import('./commands/update.js');
const rollbacks = () => import('./commands/rollback.js');
const futureRollbacks = () => import('./commands/future-rollback.js');
const rollbacksOfOne = () => import('./commands/rollback-one.js');
const syncs = () => import('./commands/changelog-sync.js');
const locks = () => import('./commands/locks.js');
const tags = () => import('./commands/tag.js');

export const update = invoker(async () => (await updates()).update);
export const updateSql = invoker(async () => (await updates()).updateSql);
export const updateCount = invoker(async () => (await updates()).updateCount);
export const updateCountSql = invoker(async () => (await updates()).updateCountSql);
export const updateToTag = invoker(async () => (await updates()).updateToTag);
export const updateToTagSql = invoker(async () => (await updates()).updateToTagSql);
export const updateOneChangeset = invoker(async () => (await import('./commands/update-one.js')).updateOneChangeset);
export const updateOneChangesetSql = invoker(async () => (await import('./commands/update-one.js')).updateOneChangesetSql);
export const updateTestingRollback = invoker(async () => (await import('./commands/update-testing-rollback.js')).updateTestingRollback);
export const changelogSync = invoker(async () => (await syncs()).changelogSync);
export const changelogSyncSql = invoker(async () => (await syncs()).changelogSyncSql);
export const changelogSyncToTag = invoker(async () => (await syncs()).changelogSyncToTag);
export const changelogSyncToTagSql = invoker(async () => (await syncs()).changelogSyncToTagSql);
export const markNextChangesetRan = invoker(async () => (await syncs()).markNextChangesetRan);
export const markNextChangesetRanSql = invoker(async () => (await syncs()).markNextChangesetRanSql);
export const rollback = invoker(async () => (await rollbacks()).rollback);
export const rollbackSql = invoker(async () => (await rollbacks()).rollbackSql);
export const rollbackCount = invoker(async () => (await rollbacks()).rollbackCount);
export const rollbackCountSql = invoker(async () => (await rollbacks()).rollbackCountSql);
export const rollbackToDate = invoker(async () => (await rollbacks()).rollbackToDate);
export const rollbackToDateSql = invoker(async () => (await rollbacks()).rollbackToDateSql);
export const rollbackOneChangeset = invoker(async () => (await rollbacksOfOne()).rollbackOneChangeset);
export const rollbackOneChangesetSql = invoker(async () => (await rollbacksOfOne()).rollbackOneChangesetSql);
export const rollbackOneUpdate = invoker(async () => (await rollbacksOfOne()).rollbackOneUpdate);
export const rollbackOneUpdateSql = invoker(async () => (await rollbacksOfOne()).rollbackOneUpdateSql);
export const futureRollbackSql = invoker(async () => (await futureRollbacks()).futureRollbackSql);
export const futureRollbackCountSql = invoker(async () => (await futureRollbacks()).futureRollbackCountSql);
export const futureRollbackFromTagSql = invoker(async () => (await futureRollbacks()).futureRollbackFromTagSql);
export const plan = invoker(async () => (await import('./commands/plan.js')).plan);
export const diff = invoker(async () => (await import('./commands/diff.js')).diff);
export const drift = invoker(async () => (await import('./commands/drift.js')).drift);
export const report = invoker(async () => (await import('./commands/report.js')).report);
export const dbDoc = invoker(async () => (await import('./commands/db-doc.js')).dbDoc);
export const snapshot = invoker(async () => (await import('./commands/snapshot.js')).snapshot);
export const snapshotReference = invoker(async () => (await import('./commands/snapshot.js')).snapshotReference);
export const diffChangelog = invoker(async () => (await import('./commands/diff-changelog.js')).diffChangelog);
export const generateChangelog = invoker(async () => (await import('./commands/generate-changelog.js')).generateChangelog);
export const baseline = invoker(async () => (await import('./commands/baseline.js')).baseline);
export const status = invoker(async () => (await import('./commands/status.js')).status);
export const history = invoker(async () => (await import('./commands/history.js')).history);
export const doctor = invoker(async () => (await import('./commands/doctor.js')).doctor);
export const unexpectedChangesets = invoker(async () => (await import('./commands/unexpected-changesets.js')).unexpectedChangesets);
export const validate = invoker(async () => (await import('./commands/validate.js')).validate);
export const calculateChecksum = invoker(async () => (await import('./commands/calculate-checksum.js')).calculateChecksum);
export const listLocks = invoker(async () => (await locks()).listLocks);
export const unlock = invoker(async () => (await locks()).unlock);
export const releaseLocks = invoker(async () => (await locks()).releaseLocks);
export const tag = invoker(async () => (await tags()).tag);
export const tagExists = invoker(async () => (await tags()).tagExists);
export const clearChecksums = invoker(async () => (await import('./commands/clear-checksums.js')).clearChecksums);
export const dropAll = invoker(async () => (await import('./commands/drop-all.js')).dropAll);
export const executeSql = invoker(async () => (await import('./commands/execute-sql.js')).executeSql);
export const repair = invoker(async () => (await import('./commands/repair.js')).repair);
export const initProject = invoker(async () => (await import('./commands/init-project.js')).initProject);
