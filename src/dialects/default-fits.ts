import type { Value } from '../model/value.js';
import type { SqlContext } from './dialect.js';

/**
 * Whether `addDefaultValue` takes the value for a column of the declared type. Source: Liquibase `AddDefaultValueGenerator.validate` (4.28.0).
 */
export function defaultFits({ kind }: Value, type: string, sql: SqlContext): boolean {
  if (kind === 'computed' || kind === 'sequenceNext') return true;
  const { family } = sql.type(type);
  return family === 'boolean' ? kind === 'boolean' : family !== 'char' || kind === 'string';
}
