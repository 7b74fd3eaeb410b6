import type { Column } from '../../../model/schema-column.js';
import { optionsOf } from '../../introspect/options.js';
import { stripParentheses } from '../../introspect/strip-parentheses.js';
import {
  clauseOf,
  isAutoIncrement,
  primaryKeyColumns,
  rowidAlias,
  textOf,
  typeOf,
  type ColumnDdl,
  type TableDdl,
} from '../ddl/table-ddl.js';
import { identifier, sameName, tokenize } from '../ddl/tokens.js';
import { columnType } from './column-type.js';
import { columnDefault } from './default-value.js';

/** The columns of a table. A key of a table with a rowid may be NULL unless it is an alias of the rowid, which is an old mistake of SQLite. */
export function columnsOf(table: TableDdl): readonly Column[] {
  const alias = rowidAlias(table);
  const key = primaryKeyColumns(table);
  return table.columns.map((ddl, at) => {
    const isKey = key.some((name) => sameName(name, ddl.name));
    return column(table, ddl, at + 1, ddl === alias || (isKey && table.withoutRowid), ddl === alias && isAutoIncrement(table));
  });
}

function column(table: TableDdl, ddl: ColumnDdl, position: number, isKey: boolean, isNumbered: boolean): Column {
  const body = (kind: 'default' | 'collate' | 'generated' | 'notNull'): string | undefined => {
    const clause = clauseOf(ddl, kind);
    return clause === undefined ? undefined : textOf(table, clause.body);
  };
  const type = columnType(typeOf(table, ddl));
  const notNull = clauseOf(ddl, 'notNull');
  const given = body('default');
  const collation = lastName(body('collate'));
  const generated = body('generated');
  return {
    kind: 'column',
    name: ddl.name,
    position,
    type,
    nullable: notNull === undefined && !isKey,
    notNullName: notNull?.name,
    default: given === undefined ? undefined : columnDefault(given.replace(/^DEFAULT\b/i, '').trim(), type),
    identity: isNumbered ? { generation: 'auto' } : undefined,
    generated: generated === undefined ? undefined : generatedParts(generated),
    collation: collation === undefined || sameName(collation, 'BINARY') ? undefined : collation,
    options: optionsOf({ 'not null on conflict': onConflict(body('notNull')) }),
  };
}

/** The name that a text ends with. */
function lastName(text: string | undefined): string | undefined {
  const token = text === undefined ? undefined : tokenize(text).at(-1);
  return token && identifier(token);
}

/** The word behind ON CONFLICT, in lower case; none where it is the usual one. */
export function onConflict(text: string | undefined): string | undefined {
  const word = /\bON\s+CONFLICT\s+(\w+)/i.exec(text ?? '')?.[1]?.toLowerCase();
  return word === 'abort' ? undefined : word;
}

function generatedParts(text: string): NonNullable<Column['generated']> {
  const stored = /\bSTORED\s*$/i.test(text);
  const from = text.indexOf('(');
  return { expression: stripParentheses(text.slice(from, text.lastIndexOf(')') + 1)), stored };
}
