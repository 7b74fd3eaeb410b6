import type { View } from '../../../model/schema-code.js';
import type { ObjectRef } from '../../../model/schema-ref.js';
import { groupBy } from '../../introspect/group.js';
import { compareText } from '../../introspect/order.js';
import type { Connection } from '../../driver.js';
import { createCursor } from '../ddl/cursor.js';
import { foldName, identifier, tokenize } from '../ddl/tokens.js';
import type { SchemaObject } from '../schema.js';
import { columnType } from './column-type.js';

interface ColumnRow {
  readonly owner: string;
  readonly name: string;
  readonly type: string;
}

const columnQuery = `SELECT m.name AS owner, x.name AS name, x.type AS type FROM sqlite_schema AS m, pragma_table_xinfo(m.name) AS x
  WHERE m.type = 'view'`;

/** Views, with their columns where they can be told: a view that reads a table which is gone has none. */
export async function readViews(connection: Connection, objects: readonly SchemaObject[]): Promise<readonly View[]> {
  const views = objects.filter(({ type }) => type === 'view');
  if (views.length === 0) return [];
  const columns = groupBy(await columnRows(connection, views), ({ owner }) => owner);
  const readable = objects.filter(({ type }) => type === 'table' || type === 'view');
  return views.map(({ name, sql }) => ({
    kind: 'view',
    name,
    query: queryOf(sql),
    columns: (columns.get(name) ?? []).map((row) => ({ name: row.name, type: columnType(row.type) })),
    definition: sql,
    dependsOn: dependencies(
      sql,
      readable.filter((object) => object.name !== name),
    ),
  }));
}

/** One query for all; where one view is broken, which makes the query fail, one for each. */
async function columnRows(connection: Connection, views: readonly SchemaObject[]): Promise<readonly ColumnRow[]> {
  try {
    return await connection.query<ColumnRow>(columnQuery);
  } catch {
    const rows: ColumnRow[] = [];
    for (const { name } of views)
      rows.push(...(await connection.query<ColumnRow>(`${columnQuery} AND m.name = ?`, [name]).catch(() => [])));
    return rows;
  }
}

/** What stands behind AS. */
function queryOf(sql: string): string {
  const cursor = createCursor(sql);
  cursor.expect('CREATE');
  if (!cursor.skip('TEMP')) cursor.skip('TEMPORARY');
  cursor.expect('VIEW');
  cursor.skip('IF', 'NOT', 'EXISTS');
  cursor.name();
  if (cursor.skipSymbol('.')) cursor.name();
  if (cursor.atSymbol('(')) cursor.group();
  cursor.expect('AS');
  return sql.slice(cursor.token?.start).trim().replace(/;$/, '').trim();
}

/** SQLite keeps no dependencies: every table or view whose name stands in the text is taken for one. */
function dependencies(sql: string, objects: readonly SchemaObject[]): readonly ObjectRef[] {
  const words = new Set(
    tokenize(sql)
      .filter(({ kind }) => kind === 'word' || kind === 'name')
      .map((token) => foldName(identifier(token))),
  );
  return objects
    .filter(({ name }) => words.has(foldName(name)))
    .map(({ type, name }): ObjectRef => ({ kind: type === 'view' ? 'view' : 'table', name }))
    .sort((one, other) => compareText(`${one.kind} ${one.name}`, `${other.kind} ${other.name}`));
}
