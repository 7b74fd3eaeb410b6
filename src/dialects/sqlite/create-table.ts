import type { ColumnForeignKey, ColumnSpec, Statement } from '../../model/statement.js';
import { ignored, refuse } from '../attributes.js';
import { typedColumn } from '../ansi/column-style.js';
import { ansiTableStyle, createTable, primaryKeyName, type TableStyle } from '../ansi/create-table.js';
import type { Compile, SqlContext } from '../dialect.js';
import { tokenize } from './ddl/tokens.js';

/**
 * CREATE TABLE as SQLite takes it. A column that numbers its rows is `INTEGER … PRIMARY KEY AUTOINCREMENT` whatever integer it is declared
 * as, for nothing else may be AUTOINCREMENT (an INTEGER has 64 bits here). Where the table names no key, that column becomes it. As part of a
 * key of several columns it is refused: SQLite would number nothing there, and rows without a value would fail.
 * Source: https://www.sqlite.org/autoinc.html; Liquibase `CreateTableGenerator` for the text.
 */
export const createTableSql: Compile['createTable'] = (s, sql) => {
  const typed = s.columns.map((column) => typedColumn(column, sql));
  const numbered = typed.find((column) => column.numbered);
  const key = typed.filter((column) => column.primaryKey);
  const rules = new Map<ColumnForeignKey, string>();
  if (numbered === undefined)
    return createTable(style('', rules))({ ...s, columns: s.columns.map((column) => plain(column, rules, sql)) }, sql);
  if (key.some((column) => column !== numbered) || typed.some((column) => column.numbered && column !== numbered))
    refuseNumbering(s, numbered.name, sql);
  if (key.length === 0) sql.warn(`${numbered.name} becomes the primary key of ${s.table.name}: SQLite numbers no other column`);
  for (const option of ['startWith', 'incrementBy', 'generationType', 'defaultOnNull'] as const)
    ignored(sql, option, numbered.identity?.[option]);
  const name = sql.constraint(primaryKeyName(numbered, s.table.name, sql));
  const columns = s.columns.map((column, i) => {
    const one = plain(column, rules, sql);
    if (typed[i] !== numbered) return one;
    const numbers = { ...one, type: 'int', autoIncrement: true, primaryKey: false };
    return key.length > 0 ? { ...numbers, nullable: false } : { ...numbers, unique: false };
  });
  return createTable(style(` CONSTRAINT ${name} PRIMARY KEY AUTOINCREMENT`, rules))({ ...s, columns }, sql);
};

function style(identity: string, rules: ReadonlyMap<ColumnForeignKey, string>): TableStyle {
  return {
    ...ansiTableStyle,
    identity: () => identity,
    afterPrimaryKey(first, sql) {
      ignored(sql, 'primaryKeyTablespace', first.primaryKeyTablespace);
      for (const option of ['deferrable', 'initiallyDeferred'] as const)
        ignored(sql, `${option} of a primary key`, first[option] || undefined);
      if (first.validatePrimaryKey === false) ignored(sql, 'validatePrimaryKey', false);
      return '';
    },
    afterForeignKey: (key, sql) => ansiTableStyle.afterForeignKey(key, sql) + (rules.get(key) ?? ''),
  };
}

function refuseNumbering(s: Statement<'createTable'>, column: string, sql: SqlContext): never {
  return refuse(
    sql,
    `SQLite cannot number the rows of ${s.table.name} by ${column}: only a column that is the primary key by itself can be autoIncrement`,
    'make it the only key column, with a unique constraint for the others, or leave autoIncrement out',
  );
}

/** The column with its expressions and rules in the form that SQLite reads. */
function plain(column: ColumnSpec, rules: Map<ColumnForeignKey, string>, sql: SqlContext): ColumnSpec {
  const { foreignKey } = column;
  const fallback = column.default?.kind === 'computed' ? { ...column.default, sql: defaultExpression(column.default.sql) } : column.default;
  if (foreignKey === undefined) return { ...column, default: fallback };
  const { referencedTable } = foreignKey;
  ignored(sql, 'the schema of a referenced table', referencedTable?.schema ?? referencedTable?.catalog);
  const key: ColumnForeignKey = {
    ...foreignKey,
    ...(referencedTable !== undefined && { referencedTable: { name: referencedTable.name } }),
    deferrable: false,
    initiallyDeferred: false,
  };
  rules.set(key, deferral(foreignKey));
  return { ...column, default: fallback, foreignKey: key };
}

/** When a foreign key is checked. SQLite reads DEFERRABLE first, and takes no INITIALLY DEFERRED without it. */
export function deferral(key: { readonly deferrable?: boolean | undefined; readonly initiallyDeferred?: boolean | undefined }): string {
  if (key.initiallyDeferred) return ' DEFERRABLE INITIALLY DEFERRED';
  return key.deferrable ? ' DEFERRABLE' : '';
}

/** An expression behind DEFAULT: anything but a literal stands in parentheses. Source: https://www.sqlite.org/lang_createtable.html#dfltval */
export function defaultExpression(expression: string): string {
  const tokens = tokenize(expression);
  const [first, second] = tokens;
  const signed = tokens.length === 2 && (first?.text === '-' || first?.text === '+') && second?.kind === 'number';
  const generated = first?.value === 'GENERATED' && second?.value === 'ALWAYS';
  return tokens.length <= 1 || signed || generated || inParentheses(expression) ? expression : `(${expression})`;
}

function inParentheses(expression: string): boolean {
  const tokens = tokenize(expression);
  let depth = 0;
  return (
    tokens[0]?.text === '(' &&
    tokens.every((token, i) => {
      if (token.kind === 'symbol' && token.text === '(') depth += 1;
      if (token.kind === 'symbol' && token.text === ')') depth -= 1;
      return depth > 0 || i === tokens.length - 1;
    })
  );
}
