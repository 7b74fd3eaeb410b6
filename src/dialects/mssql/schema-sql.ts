import { ansiSchemaSql, asText } from '../ansi/schema-sql.js';
import type { SchemaSql } from '../schema-sql.js';

/**
 * SQL Server's DDL, as far as change types do not say it. Filtered indexes take other conditions than the standard's, and keys no long texts:
 * https://learn.microsoft.com/sql/t-sql/statements/create-index-transact-sql
 */
export const mssqlSchemaSql: SchemaSql = {
  ...ansiSchemaSql,
  indexes: { expressions: false, conditions: false, longTexts: false, uniqueAreConstraints: false },
  numbering: 'always',
  // https://learn.microsoft.com/sql/t-sql/statements/set-identity-insert-transact-sql
  rowsGiveNumbers(table, _column, { sql, local }) {
    const set = `SET IDENTITY_INSERT ${sql.table(local(table))}`;
    return { before: `${set} ON`, after: `${set} OFF` };
  },
  serverGiven: new Set(['rowversion']),
  nearest(meaning, text) {
    // A bit holds one digit, and only the newest versions have a type for JSON.
    if ((meaning.family === 'bit' && (meaning.length ?? 1) > 1) || meaning.family === 'json') return asText(text);
    if (meaning.family === 'time with time zone') return { declared: 'time', loss: 'the time zone is not kept' };
    if (meaning.family === 'timestamp with time zone') return { declared: `datetimeoffset(${meaning.precision ?? 7})` };
    return ansiSchemaSql.nearest(meaning, text);
  },
};
