import type { Column } from '../../../model/schema-column.js';
import type { Table } from '../../../model/schema-table.js';
import { ansiSchemaSql, asText, createSql, declaredAs, dropSql, meaningOf, plainNumber, tidyType } from '../../ansi/schema-sql.js';
import { allConstraints, columnClause, standardColumn, tableBody, type ClauseStyle } from '../../ansi/schema-clauses.js';
import type { NearestType, Placed, PrintContext, SchemaSql, TypeMeaning } from '../../schema-sql.js';

/** https://www.sqlite.org/lang_createtable.html */
const style: ClauseStyle = {
  column: (column, { sql }) => [
    ...(column.collation === undefined ? [] : [`COLLATE ${sql.name(column.collation, 'type')}`]),
    ...standardColumn(column.identity === undefined ? column : { ...column, identity: undefined }),
  ],
  index: (index) => ({ after: index.where === undefined ? '' : ` WHERE ${index.where}` }),
};

/** The DDL of SQLite, which keeps the statements themselves. */
export const sqliteSchemaSql: SchemaSql = {
  ...ansiSchemaSql,
  canonicalType: (text) => tidyType(text).toLowerCase(),
  canonicalExpression,
  meaning: (text) => (text.trim() === '' ? { family: 'other' } : meaningOf(text)),
  nearest,
  addsConstraints: false,
  generatedPinsColumns: false,
  numbering: 'auto',
  numberedType: 'int',
  indexes: { expressions: true, conditions: true, longTexts: true, uniqueAreConstraints: false },
  create,
  drop: (placed, print) => {
    const { object } = placed;
    const { sql } = print;
    switch (object.kind) {
      case 'index':
      case 'trigger':
        return [`DROP ${object.kind.toUpperCase()} ${sql.name(object.name, object.kind)}`];
      case 'column':
      case 'table':
      case 'view':
        return dropSql(placed, print);
      default:
        return undefined;
    }
  },
  rebuild,
  listed: (one, { sql }) =>
    one.definition === undefined || one.kind !== 'virtual table'
      ? undefined
      : { create: [one.definition], drop: `DROP TABLE ${sql.name(one.name, 'table')}` },
  column: (column, print) => columnClause(column, style, print),
};

/** Parentheses around the whole say nothing. */
function canonicalExpression(sql: string): string {
  const text = sql.trim();
  const inner = /^\(([^()]*)\)$/.exec(text)?.[1]?.trim() ?? text;
  return /^(?:current_timestamp|current_date|current_time|true|false)$/i.test(inner)
    ? inner.toLowerCase()
    : /^-?\d+(?:\.\d+)?$/.test(inner)
      ? plainNumber(inner)
      : inner;
}

function nearest(wanted: TypeMeaning, text: string): NearestType {
  switch (wanted.family) {
    case 'time with time zone':
    case 'timestamp with time zone':
      return { declared: 'timestamp' };
    case 'tinyint':
    case 'mediumint':
    case 'smallint':
    case 'int':
    case 'bigint':
      return { declared: wanted.family };
    case 'json':
    case 'other':
      return { ...asText(text), declared: 'clob' };
    case 'binary':
    case 'varbinary':
      return { declared: 'blob' };
    case 'bit':
      return { declared: 'clob', loss: `${text} is kept as text` };
    default:
      return { declared: declaredAs(wanted, text) };
  }
}

function create(placed: Placed, print: PrintContext): readonly string[] | undefined {
  const { object, owner } = placed;
  switch (object.kind) {
    case 'table':
      return [tableSql(object, print)];
    case 'index':
    case 'view':
      return object.definition === undefined ? createSql(placed, style, print) : [object.definition];
    case 'trigger':
      return [object.definition];
    case 'column':
      return addable(object)
        ? [`ALTER TABLE ${print.sql.table(owner ?? { name: '' })} ADD COLUMN ${columnClause(object, style, print)}`]
        : undefined;
    default:
      return undefined;
  }
}

/** What ALTER TABLE ADD COLUMN takes. https://www.sqlite.org/lang_altertable.html#altertabaddcol */
function addable({ identity, generated, nullable, default: fallback }: Column): boolean {
  if (identity !== undefined || generated?.stored === true) return false;
  return nullable || (fallback !== undefined && fallback.kind === 'value');
}

function tableSql(table: Table, print: PrintContext): string {
  if (table.definition !== undefined) return table.definition;
  const numbered = table.columns.find((column) => column.identity !== undefined);
  const columns = table.columns.map((column) =>
    column === numbered
      ? `${print.sql.column(column.name)} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL`
      : columnClause(column, style, print),
  );
  const rest = numbered === undefined ? table : { ...table, primaryKey: undefined };
  const words = [
    ...(table.options?.['strict'] === undefined ? [] : ['STRICT']),
    ...(table.options?.['without rowid'] === undefined ? [] : ['WITHOUT ROWID']),
  ];
  return `CREATE TABLE ${print.sql.table({ name: table.name })} ${tableBody(columns, allConstraints(rest, print))}${words.length === 0 ? '' : ` ${words.join(', ')}`}`;
}

/**
 * A table with a new definition in the place of the old one, and the values of the columns that both have. Foreign keys are not enforced
 * meanwhile, and what refers to the table goes on naming it. Indexes and triggers go with the old table.
 * https://www.sqlite.org/lang_altertable.html#otheralter
 */
function rebuild(from: Table, to: Table, print: PrintContext): readonly string[] {
  const { sql } = print;
  const [table, old] = [sql.table({ name: to.name }), sql.table({ name: `${from.name}_before_rebuild` })];
  const has = (name: string): boolean => from.columns.some((column) => column.name.toLowerCase() === name.toLowerCase());
  const kept = to.columns.filter((column) => column.generated === undefined && has(column.name)).map(({ name }) => sql.column(name));
  const columns = kept.join(', ');
  return [
    'PRAGMA foreign_keys = OFF',
    'PRAGMA legacy_alter_table = ON',
    `ALTER TABLE ${table} RENAME TO ${old}`,
    tableSql(to, print),
    ...(kept.length === 0 ? [] : [`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${old}`]),
    `DROP TABLE ${old}`,
    'PRAGMA legacy_alter_table = OFF',
  ];
}
