import { formatScript, writeScript, type ScriptChangeset, type ScriptItem } from '../execute/script.js';
import type { Sql } from '../model/statement.js';
import type { Plan } from '../plan/plan.js';
import { lockHolder, lockSql, unlockSql } from '../state/lock-row.js';
import { findTrackingTable } from '../state/tracking-table.js';
import { createLockTable, initializeLockTable } from '../state/tracking-tables.js';
import type { ChangelogSession } from './session.js';

/** What a `-sql` command gives: the script as text, and the same by changeset for programs. */
export interface ScriptResult {
  readonly script: string;
  readonly changesets: readonly ScriptChangeset[];
  /** Statements that stand in for the rollback of the changesets, where a rollback script was given. */
  readonly rollbackScript?: readonly string[];
}

const rule = '*********************************************************************';

/**
 * Writes a plan as a script: header, lock, statements of each changeset with its history row, unlock.
 * What was written counts as done where the history is a file, unless `dryRun` says otherwise.
 * @param options.recordOnly leave the changesets' own statements out
 * @param options.rollbackScript statements that stand in for the rollback of all changesets
 */
export async function scriptOf(
  session: ChangelogSession,
  plan: Plan,
  title: string,
  changelogFile: string,
  options: { readonly recordOnly?: boolean; readonly dryRun?: boolean; readonly rollbackScript?: readonly Sql[] } = {},
): Promise<ScriptResult> {
  const { database, environment, checksums, context } = session;
  const { dialect, connection } = database;
  const shadow = connection === undefined ? undefined : await dialect.shadow?.(connection);
  try {
    const tracking = database.scriptTracking !== 'none';
    const ensure = database.scriptTracking === 'all' ? await session.history.ensure() : [];
    const script = await writeScript(
      plan,
      { ...environment, schema: shadow ?? environment.schema },
      { checksums, tracking, shadow, recordOnly: options.recordOnly ?? false, rollbackScript: options.rollbackScript },
    );
    if (!options.dryRun) session.history.save?.();
    const statements = (list: readonly { sql: string }[]): ScriptItem[] => list.map((statement) => ({ statement }));
    const lock: ScriptItem[] = [];
    const unlock: ScriptItem[] = [];
    if (connection !== undefined && plan.steps.length + plan.checksumUpdates.length > 0) {
      const { lockTable, settings } = database;
      const locks = await findTrackingTable(database, lockTable, settings.databaseChangelogLockTableName);
      if (locks.found === undefined) {
        lock.push({ comment: 'Create Database Lock Table' }, ...statements(createLockTable(database)));
        lock.push({ comment: 'Initialize Database Lock Table' }, ...statements(initializeLockTable(locks)));
      }
      lock.push({ comment: 'Lock Database' }, ...statements(lockSql(database, lockHolder(context.host()), locks)));
      unlock.push({ comment: 'Release Database Lock' }, ...statements(unlockSql(database, locks)));
    }
    const created: ScriptItem[] = ensure.length === 0 ? [] : [{ comment: 'Create Database Change Log Table' }, ...statements(ensure)];
    const header = [
      rule,
      title,
      rule,
      `Change Log: ${changelogFile}`,
      `Ran at: ${new Date().toISOString()}`,
      `Against: ${database.user === '' ? '' : `${database.user}@`}${database.url}`,
      `changelog version: ${context.version}`,
      rule,
    ];
    const style = { lineComment: dialect.lineComment, delimiter: dialect.delimiter };
    const comments = `${formatScript(
      header.map((comment) => ({ comment })),
      style,
    )}\n`;
    return {
      script: comments + formatScript([...lock, ...created, ...script.items, ...unlock], style),
      changesets: script.changesets,
      ...(options.rollbackScript !== undefined && { rollbackScript: options.rollbackScript.map(({ sql }) => sql) }),
    };
  } finally {
    await shadow?.close();
  }
}
