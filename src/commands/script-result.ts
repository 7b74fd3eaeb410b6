import { formatScript, writeScript, type ScriptChangeset, type ScriptItem } from '../execute/script.js';
import type { Plan } from '../plan/plan.js';
import { lockHolder, lockSql, unlockSql } from '../state/lock-table.js';
import { createLockTable, initializeLockTable } from '../state/tracking-tables.js';
import type { ChangelogSession } from './session.js';

/** What a `-sql` command gives: the script as text, and the same by changeset for programs. */
export interface ScriptResult {
  readonly script: string;
  readonly changesets: readonly ScriptChangeset[];
}

const rule = '*********************************************************************';

/**
 * Writes a plan as a script: header, lock, statements of each changeset with its history row, unlock.
 * @param recordOnly leave the changesets' own statements out
 */
export async function scriptOf(session: ChangelogSession, plan: Plan, title: string, changelogFile: string, recordOnly = false): Promise<ScriptResult> {
  const { database, environment, checksums, context } = session;
  const { dialect, connection } = database;
  const shadow = connection === undefined ? undefined : await dialect.shadow?.(connection);
  try {
    const tracking = connection !== undefined || database.scriptTracking;
    const ensure = tracking ? await session.history.ensure() : [];
    const script = await writeScript(plan, { ...environment, schema: shadow ?? environment.schema }, { checksums, tracking, shadow, recordOnly });
    const statements = (list: readonly { sql: string }[]): ScriptItem[] => list.map((statement) => ({ statement }));
    const lock: ScriptItem[] = [];
    const unlock: ScriptItem[] = [];
    if (connection !== undefined && plan.steps.length > 0) {
      const { lockTable } = database;
      const exists = await database.catalog('LEGACY').tableExists({ catalog: lockTable.catalog, schema: lockTable.schema, table: lockTable.name });
      if (!exists) {
        lock.push({ comment: 'Create Database Lock Table' }, ...statements(createLockTable(database)));
        lock.push({ comment: 'Initialize Database Lock Table' }, ...statements(initializeLockTable(database)));
      }
      lock.push({ comment: 'Lock Database' }, ...statements(lockSql(database, lockHolder(context.host))));
      unlock.push({ comment: 'Release Database Lock' }, ...statements(unlockSql(database)));
    }
    const created: ScriptItem[] = ensure.length === 0 ? [] : [{ comment: 'Create Database Change Log Table' }, ...statements(ensure)];
    const header = [rule, title, rule, `Change Log: ${changelogFile}`, `Ran at: ${new Date().toISOString()}`, `Against: ${database.user === '' ? '' : `${database.user}@`}${database.url}`, `changelog version: ${context.version}`, rule];
    const style = { lineComment: dialect.lineComment, delimiter: dialect.delimiter };
    const comments = `${formatScript(header.map((comment) => ({ comment })), style)}\n`;
    return { script: comments + formatScript([...lock, ...created, ...script.items, ...unlock], style), changesets: script.changesets };
  } finally {
    await shadow?.close();
  }
}
