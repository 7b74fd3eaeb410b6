import type { Session } from 'mssql';
import { ChangelogError } from '../../core/error.js';

/** The transaction that this program opens, and what the server says became of it: SQL of the changelog may end it as well. */
export interface OwnTransaction {
  readonly isOpen: boolean;
  begin(): Promise<void>;
  commit(): Promise<void>;
  /** Does nothing where none is open. */
  rollback(): Promise<void>;
  /**
   * Sends a statement. Where an earlier one ended the transaction, another is opened first.
   * @throws SQL_FAILED where it rolls back what was done before it, and says nothing of an error
   */
  within<T>(sql: string, send: () => Promise<T>): Promise<T>;
}

/** As many as @@NESTLEVEL goes. */
const MOST_NESTED = 32;

export function ownTransaction(session: Session, send: (sql: string) => Promise<unknown>): OwnTransaction {
  let open = false;
  let rolledBack = false;
  /** Statements that went well in it. */
  let done = 0;
  /** The server tells of transactions that begin and end. */
  let isTold = false;
  /** SQL of the changelog had something to do with transactions, in this one or before. */
  let mayNest = false;
  session.on('rollbackTransaction', () => {
    rolledBack = open;
  });

  async function begin(): Promise<void> {
    await send('IF @@TRANCOUNT = 0 BEGIN TRANSACTION');
    [open, rolledBack, done, isTold] = [true, false, 0, session.inTransaction];
  }

  return {
    get isOpen() {
      return open;
    },
    begin,
    async commit() {
      if (!open) return;
      // Each BEGIN TRANSACTION of the changelog that nothing ended counts, and so does ours within one that the server opened by itself
      // (SET IMPLICIT_TRANSACTIONS ON); only the last COMMIT makes anything last, and of that alone the server tells.
      // https://learn.microsoft.com/sql/t-sql/language-elements/commit-transaction-transact-sql
      let left = MOST_NESTED;
      do await send('IF @@TRANCOUNT > 0 COMMIT TRANSACTION');
      while (mayNest && isTold && session.inTransaction && --left > 0);
      open = false;
    },
    async rollback() {
      if (!open) return;
      open = false;
      await send('IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION');
    },
    async within(sql, work) {
      if (open && isTold && !session.inTransaction) await begin();
      rolledBack = false;
      mayNest ||= /tran/i.test(sql);
      const answer = await work();
      const loses = open && rolledBack && done > 0;
      done++;
      if (!loses) return answer;
      open = session.inTransaction;
      throw new ChangelogError('SQL_FAILED', {
        message: 'the statement rolled the transaction back, and with it what had been done before it',
        hint: 'SQL that rolls back by itself needs a changeset with runInTransaction="false"',
        dialect: 'mssql',
        statement: { sql },
      });
    },
  };
}
