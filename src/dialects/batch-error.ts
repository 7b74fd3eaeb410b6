import { ChangelogError } from '../core/error.js';
import type { Sql } from '../model/statement.js';

/** The error of a statement in a batch, with its place there; `index` counts from 1. What is no ChangelogError stays as it is. */
export function batchError(reason: unknown, statement: Sql | undefined, index: number, of: number): unknown {
  if (!(reason instanceof ChangelogError) || statement === undefined) return reason;
  const { code, message, hint, dialect, serverCode, cause } = reason;
  const { offset } = reason.statement ?? {};
  return new ChangelogError(code, {
    message,
    hint,
    dialect,
    serverCode,
    cause,
    statement: { sql: statement.sql, index, of, ...(offset !== undefined && { offset }) },
  });
}
