import { ansiSchemaSql, dropSql } from '../../ansi/schema-sql.js';
import type { SchemaSql } from '../../schema-sql.js';
import { alter } from './alter.js';
import { columnSql } from './clauses.js';
import { create, remarks } from './create.js';
import { meaning, nearest, rowValue } from './types.js';

/**
 * Oracle's DDL. Foreign keys act on DELETE alone, by CASCADE or SET NULL:
 * https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/constraint.html
 */
export const oracleSchemaSql: SchemaSql = {
  ...ansiSchemaSql,
  indexes: { expressions: true, conditions: false, longTexts: false, uniqueAreConstraints: false },
  keysSetDefaults: false,
  keysActOnUpdate: false,
  meaning,
  nearest,
  rowValue,
  // https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/ALTER-TABLE.html (modify_col_properties)
  rowsGiveNumbers(table, column, { sql, local }) {
    const modify = (how: string): string =>
      `ALTER TABLE ${sql.table(local(table))} MODIFY ${sql.column(column)} GENERATED ${how} AS IDENTITY`;
    return { before: modify('BY DEFAULT'), after: modify('ALWAYS') };
  },
  create,
  remarks,
  alter,
  drop(placed, print) {
    const { object } = placed;
    const { sql, local } = print;
    if (object.kind === 'materializedView') return [`DROP MATERIALIZED VIEW ${sql.object(local(object), 'view')}`];
    if (object.kind === 'trigger') return [`DROP TRIGGER ${sql.object(local(object), 'trigger')}`];
    if (object.kind === 'index')
      return [`DROP INDEX ${sql.object({ ...local(placed.owner ?? { name: '' }), name: object.name }, 'index')}`];
    if (object.kind === 'synonym' && object.isPublic === true) return [`DROP PUBLIC SYNONYM ${sql.name(object.name, 'synonym')}`];
    return dropSql(placed, print);
  },
  column: columnSql,
};
