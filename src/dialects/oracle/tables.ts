import type { ColumnSpec, Identity } from '../../model/statement.js';
import { addColumns, ansiAddStyle } from '../ansi/add-columns.js';
import { ansiStyle, identityClause, type ColumnStyle } from '../ansi/column-style.js';
import { ansiTableStyle, createTable, keyOptions } from '../ansi/create-table.js';
import { ignored } from '../attributes.js';
import { unlessOffline } from '../liquibase-form.js';
import type { Compile, SqlContext } from '../dialect.js';

/** What stands for validate="false": existing rows stay unchecked. */
export const unchecked = (validate: boolean | undefined): string => (validate === false ? ' ENABLE NOVALIDATE ' : '');

/** Identity columns exist since 12.1. `BY DEFAULT ON NULL` also numbers rows that are inserted with NULL. */
function identity(options: Identity, sql: SqlContext): string {
  const { generationType = '', defaultOnNull, ...rest } = options;
  const liquibase = identityClause(rest, sql);
  // https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/CREATE-TABLE.html (identity_options)
  const needed = identityClause(rest, sql, ' ');
  const clause = unlessOffline(sql, { needed, liquibase, consequence: 'the server knows no comma between these options' });
  if (generationType === '') {
    ignored(sql, 'defaultOnNull', defaultOnNull);
    return ` ${clause}`;
  }
  const onNull = defaultOnNull && generationType.toUpperCase() === 'BY DEFAULT' ? ' ON NULL' : '';
  return ` ${clause.replace('BY DEFAULT', () => generationType + onNull)}`;
}

const columnStyle: ColumnStyle = {
  ...ansiStyle,
  identity,
  afterForeignKey: (foreignKey) => unchecked(foreignKey.validate),
  afterUnique: (validate) => unchecked(validate),
};

const add = addColumns({
  ...ansiAddStyle,
  ...columnStyle,
  arrange: ({ identity: numbering, initial, nullability, key }) => initial + key + numbering + nullability,
});

/**
 * A column as ADD takes it: a default is written by its own kind, whatever the type says, and NOT NULL has no name.
 * Source: Liquibase `AddColumnGeneratorDefaultClauseBeforeNotNull` (4.28.0).
 */
function addedColumn(column: ColumnSpec, sql: SqlContext): ColumnSpec {
  ignored(sql, 'notNullConstraintName in addColumn', column.notNullConstraintName);
  if (column.validateNullable === false) ignored(sql, 'validateNullable in addColumn', false);
  const value = column.default;
  const isExpression = value === undefined || value.kind === 'computed' || value.kind === 'sequenceNext';
  const written: ColumnSpec = { ...column, notNullConstraintName: undefined };
  return isExpression ? written : { ...written, default: { kind: 'computed', sql: sql.literal(value) } };
}

/** Tables and added columns. Source: Liquibase's generators for Oracle (4.28.0). */
export const tables: Partial<Compile> = {
  createTable: createTable({
    ...ansiTableStyle,
    ...columnStyle,
    ifNotExists: false,
    afterNotNull: (column) => (column.nullable === false ? unchecked(column.validateNullable) : ''),
    afterPrimaryKey(first, sql) {
      const tablespace = first.primaryKeyTablespace ?? '';
      return `${tablespace === '' ? '' : ` USING INDEX TABLESPACE ${tablespace}`}${keyOptions(first, sql)}`;
    },
  }),
  addColumns: (s, sql) => add({ ...s, columns: s.columns.map((column) => addedColumn(column, sql)) }, sql),
  dropTable: (s, sql) => [`DROP TABLE ${sql.table(s.table)}${s.cascadeConstraints ? ' CASCADE CONSTRAINTS' : ''}`],
};
