import { fail } from '../../core/error.js';

/** Stops because of what the database holds, as a server would that knows the statement. Throws SQL_FAILED, so that failOnError applies. */
export function databaseRefuses(message: string, hint?: string): never {
  return fail('SQL_FAILED', { message, dialect: 'sqlite', serverCode: 'SQLITE_ERROR', ...(hint !== undefined && { hint }) });
}

/** Stops because SQLite has nothing of the kind. Throws PLAN_UNSUPPORTED_CHANGE. */
export function sqliteLacks(message: string, hint = 'leave the change out for SQLite, with dbms on the changeset'): never {
  return fail('PLAN_UNSUPPORTED_CHANGE', { message, dialect: 'sqlite', hint });
}

/** Offline there is no definition to start from. Throws PLAN_NEEDS_DATABASE. */
export function needsSchema(what: string): never {
  return fail('PLAN_NEEDS_DATABASE', {
    message: `SQLite cannot ${what} in place: the table is rebuilt from the definition that it has in the database`,
    dialect: 'sqlite',
    hint: 'run the command against a live database',
  });
}
