import type { Sql } from '../model/statement.js';
import { batchError } from './batch-error.js';
import type { BatchOptions, Connection, ExecuteResult } from './driver.js';

/** `Connection.executeBatch` for a driver that has one statement on its way at a time. */
export async function executeInTurn(
  connection: Pick<Connection, 'begin' | 'execute' | 'commit' | 'rollback'>,
  statements: readonly Sql[],
  { begin, commit }: BatchOptions = {},
): Promise<readonly ExecuteResult[]> {
  if (begin) await connection.begin();
  const results: ExecuteResult[] = [];
  for (const [at, statement] of statements.entries()) {
    try {
      results.push(await connection.execute(statement));
    } catch (error) {
      if (commit) await connection.rollback().catch(() => {});
      throw batchError(error, statement, at + 1, statements.length);
    }
  }
  if (commit) await connection.commit();
  return results;
}
