import { asChangelogError, ChangelogError } from '../core/error.js';

/** A failure of one statement of a script, with its number among the others (from 1). What the server pointed at is kept. */
export function numberedFailure(thrown: unknown, sql: string, index: number, of: number): ChangelogError {
  const error = asChangelogError(thrown);
  return new ChangelogError(error.code, { ...error.fields, statement: { ...error.statement, sql, index, of } });
}
