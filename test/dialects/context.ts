import type { SqlContext, SqlSettings } from '../../src/dialects/dialect.js';
import { dialectNames, loadDialect } from '../../src/dialects/registry.js';
import { createSqlContext } from '../../src/dialects/sql-context.js';

/** All dialects, in the order of the columns of the tables beside this file. */
export const dialects = await Promise.all(dialectNames.map(loadDialect));

/** A context of one dialect with the settings of an offline run without a default schema, and what is given. */
export function sqlFor(name: string, settings: Partial<SqlSettings> = {}, warnings: string[] = []): SqlContext {
  const dialect = dialects.find((one) => one.name === name);
  if (dialect === undefined) throw new Error(`no dialect ${name}`);
  const defaults: SqlSettings = {
    version: dialect.defaultVersion,
    quoting: 'LEGACY',
    outputDefaultCatalog: true,
    outputDefaultSchema: true,
  };
  return createSqlContext(dialect, { ...defaults, ...settings }, (message) => void warnings.push(message));
}
