import type { Index, IndexKey, PrimaryKey, UniqueConstraint } from '../../../model/schema-table.js';
import { groupBy } from '../../introspect/group.js';
import { optionsOf } from '../../introspect/options.js';
import { byConstraintName, byName } from '../../introspect/order.js';
import { stripParentheses } from '../../introspect/strip-parentheses.js';
import { placeKey } from './place-key.js';
import type { Reader } from './reader.js';

interface IndexRow {
  readonly schema: string;
  readonly owner: string;
  readonly name: string;
  readonly non_unique: number;
  readonly column: string | null;
  readonly length: number | null;
  readonly direction: string | null;
  readonly method: string;
  readonly remarks: string;
  readonly expression: string | null;
  readonly ignored: string;
}

/** What is behind the keys of a table. */
export interface TableKeys {
  readonly primaryKey?: PrimaryKey | undefined;
  readonly uniqueConstraints: readonly UniqueConstraint[];
  readonly indexes: readonly Index[];
}

/**
 * Keys of all tables, by `placeKey`. The server makes no difference between a unique constraint and a unique index; what a constraint
 * cannot say (parts of columns, expressions, direction) makes it an index here.
 * @param inMemory tables of the engine whose usual index is a hash, by `placeKey`.
 */
export async function readIndexes(reader: Reader, inMemory: ReadonlySet<string>): Promise<ReadonlyMap<string, TableKeys>> {
  const rows = await reader.query<IndexRow>(
    `SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`owner\`, INDEX_NAME AS \`name\`, NON_UNIQUE AS \`non_unique\`, COLUMN_NAME AS \`column\`,
       SUB_PART AS \`length\`, COLLATION AS \`direction\`, INDEX_TYPE AS \`method\`, INDEX_COMMENT AS \`remarks\`, ${reader.variant.indexColumns}
     FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`,
  );
  const tables = groupBy(rows, ({ schema, owner }) => placeKey(schema, owner));
  return new Map(
    [...tables].map(([place, own]) => [
      place,
      tableKeys([...groupBy(own, ({ name }) => name).values()], inMemory.has(place) ? 'hash' : 'btree'),
    ]),
  );
}

function tableKeys(groups: readonly (readonly IndexRow[])[], usual: string): TableKeys {
  const [primary] = groups.filter(([first]) => first?.name === 'PRIMARY');
  const others = groups.filter((rows) => rows !== primary);
  return {
    primaryKey: primary && { kind: 'primaryKey', ...keyParts(primary), options: optionsOf({ lengths: lengthsOf(primary) }) },
    uniqueConstraints: byConstraintName(
      others.filter(isConstraint).map((rows) => ({ kind: 'uniqueConstraint', name: rows[0]?.name, ...keyParts(rows) })),
    ),
    indexes: byName(others.filter((rows) => !isConstraint(rows)).map((rows) => index(rows, usual))),
  };
}

function isConstraint(rows: readonly IndexRow[]): boolean {
  return rows.every(
    (row) => row.non_unique === 0 && row.length === null && row.expression === null && row.direction !== 'D' && row.ignored === 'NO',
  );
}

function keyParts(rows: readonly IndexRow[]): { readonly columns: readonly string[]; readonly remarks: string | undefined } {
  return { columns: rows.map(({ column }) => column ?? ''), remarks: rows[0]?.remarks || undefined };
}

const lengthsOf = (rows: readonly IndexRow[]): string | false =>
  rows.some(({ length }) => length !== null) && rows.map(({ length }) => length ?? '').join(',');

function index(rows: readonly IndexRow[], usual: string): Index {
  const [first] = rows;
  const method = first?.method.toLowerCase() ?? '';
  return {
    kind: 'index',
    name: first?.name ?? '',
    unique: first?.non_unique === 0,
    // A long unique key of MariaDB stands on a hash, which nobody asked for.
    method: method === usual || method === 'rtree' || (method === 'hash' && first?.non_unique === 0) ? undefined : method,
    keys: rows.map((row) => indexKey(row, method)),
    remarks: first?.remarks || undefined,
    options: optionsOf({ ignored: first?.ignored === 'YES' && 'true' }),
  };
}

function indexKey(row: IndexRow, method: string): IndexKey {
  const part = row.expression === null ? { column: row.column ?? '' } : { expression: stripParentheses(row.expression, true) };
  // The length of a spatial key is that of its rectangle.
  const length = row.length === null || method === 'spatial' ? undefined : row.length;
  return { ...part, descending: row.direction === 'D' || undefined, length };
}
