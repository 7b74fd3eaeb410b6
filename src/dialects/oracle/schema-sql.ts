import { ansiSchemaSql, asText } from '../ansi/schema-sql.js';
import type { SchemaSql, TypeFamilyName } from '../schema-sql.js';

/** Families without a type: JSON has one as of 21c. https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/Data-Types.html */
const missing: ReadonlySet<TypeFamilyName> = new Set(['json', 'time', 'time with time zone']);

/**
 * Oracle's DDL, as far as change types do not say it. Foreign keys act on DELETE alone, by CASCADE or SET NULL:
 * https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/constraint.html
 */
export const oracleSchemaSql: SchemaSql = {
  ...ansiSchemaSql,
  indexes: { expressions: true, conditions: false, longTexts: false, uniqueAreConstraints: false },
  keysSetDefaults: false,
  keysActOnUpdate: false,
  // https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/ALTER-TABLE.html (modify_col_properties)
  rowsGiveNumbers(table, column, { sql, local }) {
    const modify = (how: string): string =>
      `ALTER TABLE ${sql.table(local(table))} MODIFY ${sql.column(column)} GENERATED ${how} AS IDENTITY`;
    return { before: modify('BY DEFAULT'), after: modify('ALWAYS') };
  },
  nearest(meaning, text) {
    if (missing.has(meaning.family) || (meaning.family === 'bit' && (meaning.length ?? 1) > 1)) return asText(text);
    return ansiSchemaSql.nearest(meaning, text);
  },
};
