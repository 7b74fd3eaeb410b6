import { ChangelogError } from '../../core/error.js';
import type { Connection, ExecuteResult } from '../driver.js';
import { isVirtualTable } from './ddl/parse-create-table.js';
import { sqliteDriver } from './driver.js';
import { readSchema, type SchemaObject } from './schema.js';

/**
 * A database in memory with the objects of another and none of its rows. An object that cannot be made there (a virtual table whose module
 * is missing, an expression with a function that only the application has) is left out.
 */
export async function copySchema(connection: Connection): Promise<Connection> {
  const [schema, [enforced]] = await Promise.all([
    readSchema(connection),
    connection.query<{ foreign_keys: number }>('PRAGMA foreign_keys'),
  ]);
  const copy = await sqliteDriver.connect(
    { url: 'sqlite::memory:', file: ':memory:', parameters: { foreign_keys: enforced?.foreign_keys === 1 ? 'on' : 'off' } },
    {},
  );
  const statements = inDependencyOrder(schema).map((object) => object.sql);
  try {
    await copy.execute({ sql: statements.join(';\n') });
  } catch {
    // One of them cannot be made; the others are wanted all the same.
    for (const sql of statements) await copy.execute({ sql }).catch(() => {});
  }
  return copy;
}

const rank = ({ type, sql }: SchemaObject): number => (type === 'table' ? (isVirtualTable(sql) ? 0 : 1) : type === 'view' ? 2 : 3);

/** Virtual tables come first, for they make tables of their own; then what the others need. */
function inDependencyOrder(schema: readonly SchemaObject[]): readonly SchemaObject[] {
  return schema.toSorted((a, b) => rank(a) - rank(b));
}

/** Statements that change rows and no schema. */
const onlyRows = /^\s*(?:insert|update|delete|replace|select|with)\b/i;

/**
 * A stand-in for the schema of a session, for scripts. What a script does to rows is not done here, and what fails is passed over: whether a
 * statement can run is for the real database to say.
 */
export async function shadow(connection: Connection): Promise<Connection> {
  const copy = await copySchema(connection);
  const execute: Connection['execute'] = async (statement) => {
    if (onlyRows.test(statement.sql)) return { rowsAffected: 0 };
    try {
      return await copy.execute(statement);
    } catch (error) {
      if (error instanceof ChangelogError && error.code === 'SQL_FAILED') return { rowsAffected: 0 };
      throw error;
    }
  };
  const standIn: Connection = {
    ...copy,
    info: connection.info,
    execute,
    async executeBatch(statements) {
      const results: ExecuteResult[] = [];
      for (const statement of statements) results.push(await execute(statement));
      return results;
    },
    get inTransaction() {
      return copy.inTransaction;
    },
  };
  shadows.add(standIn);
  return standIn;
}

const shadows = new WeakSet<Connection>();

/** Whether a session is a stand-in for scripts. */
export function isShadow(connection: Connection): boolean {
  return shadows.has(connection);
}
