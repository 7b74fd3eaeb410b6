import { fail } from '../core/error.js';
import type { SqlContext } from './dialect.js';

/** Stops at a statement that the database cannot carry out as asked. Throws PLAN_UNSUPPORTED_CHANGE. */
export function refuse(sql: SqlContext, message: string, hint?: string): never {
  return fail('PLAN_UNSUPPORTED_CHANGE', { message, dialect: sql.dialect.name, ...(hint !== undefined && { hint }) });
}

/** Refuses an attribute that is set though the database has nothing of the kind. */
export function disallow(sql: SqlContext, attribute: string, value: unknown): void {
  if (value === undefined) return;
  refuse(sql, `${attribute} is not allowed on ${sql.dialect.name}`, `leave ${attribute} out, or restrict the changeset with dbms`);
}

/** The value of an attribute that this database cannot do without. */
export function need(sql: SqlContext, attribute: string, value: string | undefined): string {
  if (value !== undefined && value.trim() !== '') return value;
  return refuse(sql, `${attribute} is required on ${sql.dialect.name}`, `add ${attribute} to the change`);
}

/** Says that an attribute is set and changes nothing on this database. */
export function ignored(sql: SqlContext, attribute: string, value: unknown): void {
  if (value === undefined || value === '') return;
  sql.warn(`${attribute} has no effect on ${sql.dialect.name}`);
}
