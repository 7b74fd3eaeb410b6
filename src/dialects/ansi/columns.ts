import type { Sql, Statement } from '../../model/statement.js';
import type { Value } from '../../model/value.js';
import type { Compile, SqlContext } from '../dialect.js';
import { ignored, need, refuse } from '../attributes.js';
import { defaultFits } from '../default-fits.js';
import { addedDefault } from '../literals.js';
import { addColumns, ansiAddStyle } from './add-columns.js';

/** Statements on columns of an existing table. Source: the generators of the same names in Liquibase (4.28.0). */
export const columns: Pick<
  Compile,
  | 'addColumns'
  | 'dropColumns'
  | 'renameColumn'
  | 'joinColumns'
  | 'modifyDataType'
  | 'setColumnRemarks'
  | 'setNullable'
  | 'addDefaultValue'
  | 'dropDefaultValue'
  | 'addAutoIncrement'
> = {
  addColumns: addColumns(ansiAddStyle),
  dropColumns: (s, sql) => s.columns.map((column) => `ALTER TABLE ${sql.table(s.table)} DROP COLUMN ${sql.column(column)}`),
  renameColumn(s, sql) {
    ignored(sql, 'remarks', s.remarks);
    return [`ALTER TABLE ${sql.table(s.table)} RENAME COLUMN ${sql.column(s.oldName)} TO ${sql.column(s.newName)}`];
  },
  joinColumns: (s, sql) => [joinColumnsSql(s, sql, `${sql.column(s.first)} || ${sql.string(s.joinText)} || ${sql.column(s.second)}`)],
  modifyDataType: (s, sql) => [`ALTER TABLE ${sql.table(s.table)} ALTER COLUMN ${sql.column(s.column)} TYPE ${sql.type(s.newType).sql}`],
  setColumnRemarks: (s, sql) => [`COMMENT ON COLUMN ${sql.table(s.table)}.${sql.column(s.column)} IS ${sql.string(s.remarks.trim())}`],
  setNullable: setNullable(),
  addDefaultValue(s, sql) {
    checkDefault(s, sql);
    ignored(sql, 'defaultValueConstraintName', s.constraintName);
    // A column of numbers takes no TRUE, and a column of text none without quotes.
    const isTyped = s.value.kind === 'boolean' && s.type !== undefined;
    const value = isTyped ? sql.type(s.type).literal(s.value) : addedDefault(s.value, sql);
    return [`ALTER TABLE ${sql.table(s.table)} ALTER COLUMN  ${sql.column(s.column)} SET DEFAULT ${value}`];
  },
  dropDefaultValue: (s, sql) => [`ALTER TABLE ${sql.table(s.table)} ALTER COLUMN  ${sql.column(s.column)} SET DEFAULT NULL`],
  addAutoIncrement: (_, sql) =>
    refuse(
      sql,
      `${sql.dialect.name} cannot make an existing column number its rows`,
      'add a column with autoIncrement="true", or write the statement in a sql change',
    ),
};

/** `ALTER COLUMN … SET NOT NULL` or `DROP NOT NULL`; `bit` writes a digit for a column of bits. */
export function setNullable(bit?: BitLiteral): Compile['setNullable'] {
  return (s, sql) => {
    ignored(sql, 'constraintName', s.constraintName);
    if (s.validate === false) ignored(sql, 'validate', false);
    const column = sql.column(need(sql, 'columnName', s.column));
    const change = s.nullable ? 'DROP NOT NULL' : 'SET NOT NULL';
    return [...replaceNulls(s, sql, bit), `ALTER TABLE ${sql.table(s.table)} ALTER COLUMN  ${column} ${change}`];
  };
}

type BitLiteral = (digit: '0' | '1') => string;

/** UPDATE that sets the target of joined columns to an expression. */
export function joinColumnsSql(s: Statement<'joinColumns'>, sql: SqlContext, expression: string): string {
  return `UPDATE ${sql.table(s.table)} SET ${sql.column(s.target)} = ${expression}`;
}

/**
 * The UPDATE that gives rows with NULL a value before the column becomes NOT NULL; nothing where none is asked for.
 * Source: Liquibase `AddNotNullConstraintChange` (4.28.0), which writes booleans by the column's type and anything else as text.
 */
export function replaceNulls(s: Statement<'setNullable'>, sql: SqlContext, bit: BitLiteral = (digit) => digit): readonly Sql[] {
  if (s.replaceNulls === undefined || s.replaceNulls.toLowerCase() === 'null') return [];
  const value = nullReplacement(s.replaceNulls, s.type, sql, bit);
  return sql.render({
    kind: 'update',
    table: s.table,
    columns: [{ name: s.column, value }],
    where: `${sql.name(s.column, 'column')} IS NULL`,
  });
}

function nullReplacement(text: string, type: string | undefined, sql: SqlContext, bit: BitLiteral): Value {
  const value: Value = { kind: 'string', text };
  const resolved = type === undefined ? undefined : sql.type(type);
  if (type === undefined || resolved?.family !== 'boolean') return value;
  const written = resolved.literal(value);
  if (type.toLowerCase().includes('bit')) return { kind: 'computed', sql: bit(/^(1|true|t|yes|y|on)$/i.test(written) ? '1' : '0') };
  return written === '0' || written === '1' ? { kind: 'computed', sql: bit(written) } : { kind: 'string', text: written };
}

/** Refuses a default that does not fit the declared type. Source: Liquibase `AddDefaultValueGenerator.validate` (4.28.0). */
export function checkDefault(s: Statement<'addDefaultValue'>, sql: SqlContext): void {
  if (s.value.kind === 'sequenceNext' && !sql.traits.sequences)
    refuse(sql, `${sql.dialect.name} does not support sequences`, 'use an auto-increment column instead');
  if (s.type === undefined || defaultFits(s.value, s.type, sql)) return;
  refuse(
    sql,
    `the default value does not match columnDataType ${s.type}`,
    sql.type(s.type).family === 'boolean' ? 'give it as defaultValueBoolean' : 'give it as defaultValue',
  );
}
