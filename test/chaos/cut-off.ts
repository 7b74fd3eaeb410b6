import type { Connection } from '../../src/dialects/driver.js';
import type { TestDatabase } from '../db/targets.js';

/**
 * Where the session is lost: before a statement reaches the server; when the server has committed what came before and has done nothing of the
 * statement; or when it has done it and cannot say so.
 */
export type Cut = 'before' | 'during' | 'after';

/** A session that is really lost around a statement, as if the process had been killed there. @param sql how the statement begins */
export async function cutOff(database: TestDatabase, sql: string, cut: Cut): Promise<Connection> {
  const connection = await database.connect();
  return {
    ...connection,
    get inTransaction() {
      return connection.inTransaction;
    },
    async execute(statement) {
      if (!statement.sql.startsWith(sql)) return connection.execute(statement);
      if (cut === 'during') await connection.execute({ sql: 'COMMIT' });
      if (cut === 'after') await connection.execute(statement);
      await connection.close();
      return connection.execute(statement);
    },
  };
}
