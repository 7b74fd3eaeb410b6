import { fail } from '../../core/error.js';
import type { SqliteSettings } from './pragmas.js';

interface Session {
  select(sql: string): Promise<{ readonly rows: readonly (readonly unknown[])[] }>;
  send(sql: string): Promise<void>;
  /** Rows written since the session began. */
  totalChanges(): number;
}

/** Keeps the enforcement of foreign keys as the URL asks for it, around the rebuild of tables that needs it off. */
export interface ForeignKeySwitch {
  begun(): Promise<void>;
  /** Takes `PRAGMA foreign_keys = …` inside a transaction, where SQLite itself would pass it over in silence. */
  handles(sql: string, inTransaction: boolean): Promise<boolean>;
  beforeCommit(): Promise<void>;
  ended(): Promise<void>;
}

const violations = 'SELECT count(*) FROM pragma_foreign_key_check';

/**
 * SQLite enforces foreign keys only where it is asked to, and dropping a table then deletes its rows first, with all that follows in other
 * tables. A rebuild therefore switches enforcement off, which has no effect inside a transaction (https://www.sqlite.org/pragma.html#pragma_foreign_keys).
 * So the transaction is left and begun anew where nothing has been written in it yet; where something has, the statement is refused.
 * Before the commit all keys are checked, and with its end enforcement is back.
 */
export function foreignKeySwitch(
  { foreignKeys, begin }: Pick<SqliteSettings, 'foreignKeys' | 'begin'>,
  session: Session,
): ForeignKeySwitch {
  let atBegin = '';
  let suspended: { readonly violations: number } | undefined;

  const count = async (): Promise<number> => Number((await session.select(violations)).rows[0]?.[0] ?? 0);
  const state = async (): Promise<string> =>
    `${session.totalChanges()} ${String((await session.select('PRAGMA schema_version')).rows[0]?.[0])}`;

  return {
    async begun() {
      if (foreignKeys) atBegin = await state();
    },
    async handles(sql, inTransaction) {
      const wanted =
        inTransaction && foreignKeys ? /^\s*PRAGMA\s+foreign_keys\s*=\s*(on|off)\s*$/i.exec(sql)?.[1]?.toLowerCase() : undefined;
      if (wanted === undefined) return false;
      if (wanted === 'on' || suspended !== undefined) return true;
      if ((await state()) !== atBegin)
        return fail('PLAN_UNSUPPORTED_CHANGE', {
          message:
            'a table can be rebuilt only before anything else is written in its transaction, because the URL asks for foreign_keys=on',
          dialect: 'sqlite',
          hint: 'connect without foreign_keys=on, move the change to a changeset of its own, or set runInTransaction="false"',
        });
      suspended = { violations: await count() };
      await session.send('COMMIT');
      await session.send('PRAGMA foreign_keys = OFF');
      await session.send(begin);
      return true;
    },
    async beforeCommit() {
      if (suspended === undefined || (await count()) <= suspended.violations) return;
      fail('SQL_FAILED', {
        message: 'FOREIGN KEY constraint failed: rows refer to rows that do not exist',
        dialect: 'sqlite',
        serverCode: 'SQLITE_CONSTRAINT_FOREIGNKEY',
        hint: '"PRAGMA foreign_key_check" lists the rows',
      });
    },
    async ended() {
      if (suspended === undefined) return;
      suspended = undefined;
      await session.send('PRAGMA foreign_keys = ON');
    },
  };
}
