import { createDiagnostics } from '../core/diagnostics.js';
import { fail } from '../core/error.js';
import type { Dialect } from '../dialects/dialect.js';
import type { BatchOptions, Connection } from '../dialects/driver.js';
import type { Sql } from '../model/statement.js';
import { formatChangeset } from '../plan/changeset-key.js';
import type { Plan } from '../plan/plan.js';

/**
 * Does the work on a session that takes every commit for done and rolls everything back at the end.
 * @throws PLAN_CANNOT_REHEARSE before anything is sent, where some of it could not be rolled back
 */
export async function rehearse<T>(
  plan: Plan,
  dialect: Dialect,
  connection: Connection,
  work: (session: Connection) => Promise<T>,
): Promise<T> {
  assertCanRollBack(plan, dialect);
  await connection.begin();
  try {
    return await work(withoutCommits(connection, dialect));
  } finally {
    await connection.rollback();
  }
}

function assertCanRollBack(plan: Plan, { traits, title }: Dialect): void {
  if (!traits.transactionalDdl)
    fail('PLAN_CANNOT_REHEARSE', { message: `${title} commits with every DDL statement, so that nothing can be tried and rolled back` });
  const diagnostics = createDiagnostics();
  for (const { changeset } of plan.steps) {
    if (changeset.runInTransaction) continue;
    const { source } = changeset;
    const message = `changeset ${formatChangeset(changeset)} runs outside a transaction (runInTransaction is false) and cannot be rolled back`;
    diagnostics.error('PLAN_CANNOT_REHEARSE', { message, source, changeset });
  }
  diagnostics.throwIfAny();
}

/** The session inside a transaction that nobody may end. */
function withoutCommits(connection: Connection, dialect: Dialect): Connection {
  const nothing = async (): Promise<void> => {};
  const checked = ({ sql }: Sql): void => {
    const pieces = dialect.split(sql, { splitStatements: true, stripComments: true });
    const ends = pieces.find((piece) =>
      /^(?:commit|rollback(?!\s+to)|abort|end|begin\s*(?:;|$|work|tran)|start\s+transaction|prepare\s+transaction)\b/i.test(
        piece.sql.trim(),
      ),
    );
    if (ends === undefined) return;
    fail('PLAN_CANNOT_REHEARSE', {
      message: 'the statement begins or ends a transaction by itself, which would end the rehearsal',
      statement: { sql },
    });
  };
  const checkAsCommit = async (): Promise<void> => {
    for (const sql of dialect.checkAsCommit ?? []) await connection.execute({ sql });
  };
  return Object.create(connection, {
    begin: { value: nothing },
    commit: { value: checkAsCommit },
    rollback: { value: nothing },
    inTransaction: { value: false },
    executeTransactions: { value: undefined },
    execute: {
      value: async (statement: Sql) => {
        checked(statement);
        return connection.execute(statement);
      },
    },
    executeBatch: {
      value: async (statements: readonly Sql[], { commit = false }: BatchOptions = {}) => {
        statements.forEach(checked);
        const results = await connection.executeBatch(statements);
        if (commit) await checkAsCommit();
        return results;
      },
    },
  }) as Connection;
}
