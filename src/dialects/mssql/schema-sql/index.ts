import { ansiSchemaSql, dropSql } from '../../ansi/schema-sql.js';
import type { SchemaSql } from '../../schema-sql.js';
import { alter } from './alter.js';
import { columnSql } from './clauses.js';
import { create } from './create.js';
import { remarks } from './remarks.js';
import { canonicalType, meaning, nearest } from './types.js';

/**
 * SQL Server's DDL. Filtered indexes take other conditions than the standard's, and keys no long texts:
 * https://learn.microsoft.com/sql/t-sql/statements/create-index-transact-sql
 */
export const mssqlSchemaSql: SchemaSql = {
  ...ansiSchemaSql,
  canonicalType,
  indexes: { expressions: false, conditions: false, longTexts: false, uniqueAreConstraints: false },
  numbering: 'always',
  standardGenerated: false,
  retypingMakesNullable: true,
  checksAllKeys: true,
  unsaidOfSequences: new Set(['dataType', 'cache']),
  serverGiven: new Set(['rowversion']),
  // With a blank between day and time the language of the session says which number is the month.
  // https://learn.microsoft.com/sql/t-sql/data-types/datetime-transact-sql
  rowValue: ({ base }) =>
    base === 'datetime' || base === 'smalldatetime' ? { write: (text) => `'${text.replace(' ', 'T')}'` } : undefined,
  // https://learn.microsoft.com/sql/t-sql/statements/set-identity-insert-transact-sql
  rowsGiveNumbers(table, _column, { sql, local }) {
    const set = `SET IDENTITY_INSERT ${sql.table(local(table))}`;
    return { before: `${set} ON`, after: `${set} OFF` };
  },
  meaning,
  nearest,
  create,
  remarks,
  alter,
  drop(placed, print) {
    const { object, owner = { name: '' } } = placed;
    const { sql, local } = print;
    if (object.kind === 'schema') return [`DROP SCHEMA ${sql.name(object.name, 'schema')}`];
    if (object.kind === 'index') return [`DROP INDEX ${sql.name(object.name, 'index')} ON ${sql.table(local(owner))}`];
    if (object.kind === 'trigger') return [`DROP TRIGGER ${sql.object(local(object), 'trigger')}`];
    return dropSql(placed, print);
  },
  column: columnSql,
};
