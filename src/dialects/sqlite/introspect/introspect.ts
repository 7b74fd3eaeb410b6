import type { SchemaObjectKind } from '../../../model/schema-ref.js';
import type { Index, Table } from '../../../model/schema-table.js';
import type { Unmodelled } from '../../../model/schema.js';
import type { Connection } from '../../driver.js';
import type { Dialect } from '../../dialect.js';
import { optionsOf } from '../../introspect/options.js';
import { byName, compareText } from '../../introspect/order.js';
import { parseCreateIndex } from '../ddl/parse-create-index.js';
import { isVirtualTable, parseCreateTable } from '../ddl/parse-create-table.js';
import { columnOf, type TableDdl } from '../ddl/table-ddl.js';
import { sameName } from '../ddl/tokens.js';
import { readSchema, type SchemaObject } from '../schema.js';
import { columnsOf } from './columns.js';
import { constraintsOf } from './constraints.js';
import { readViews } from './views.js';

/**
 * Reads the statements that SQLite keeps of the main database: they hold all that its pragmas tell, and the names, checks and collations
 * that those leave out. Tables that a virtual table makes for itself come with it.
 */
export const introspect: Dialect['introspect'] = async (connection, _sql, scope) => {
  const wants = (kind: SchemaObjectKind): boolean => scope.kinds?.has(kind) ?? true;
  const hidden = await shadowTables(connection);
  const objects = (await readSchema(connection)).filter((object) => !hidden.has(object.name) && !hidden.has(object.table));
  const virtual = objects.filter(({ type, sql }) => type === 'table' && isVirtualTable(sql));
  const ddl = objects.filter((object) => object.type === 'table' && !virtual.includes(object)).map(({ sql }) => parseCreateTable(sql));
  return {
    source: { dialect: connection.info.dialect, product: connection.info.product, version: connection.info.versionText },
    schemas: [],
    kinds: scope.kinds && [...scope.kinds].sort(compareText),
    extensions: [],
    enums: [],
    domains: [],
    compositeTypes: [],
    sequences: [],
    tables: byName(ddl.map((table) => tableOf(table, ddl, wants('index') ? objects : []))),
    views: wants('view') ? byName(await readViews(connection, objects)) : [],
    routines: [],
    triggers: wants('trigger')
      ? byName(
          objects
            .filter(({ type }) => type === 'trigger')
            .map(({ name, table, sql }) => ({ kind: 'trigger', name, table: { name: table }, definition: sql })),
        )
      : [],
    synonyms: [],
    grants: [],
    unmodelled: byName(virtual.map(({ name, sql }): Unmodelled => ({ kind: 'virtual table', name, definition: sql }))),
  };
};

async function shadowTables(connection: Connection): Promise<ReadonlySet<string>> {
  // Without the module of a virtual table this query fails, and then nobody can say which tables are its own.
  const rows = await connection
    .query<{ name: string }>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'")
    .catch(() => []);
  return new Set(rows.map(({ name }) => name));
}

function tableOf(table: TableDdl, tables: readonly TableDdl[], objects: readonly SchemaObject[]): Table {
  const { name, strict, withoutRowid, text } = table;
  return {
    kind: 'table',
    name,
    columns: columnsOf(table),
    ...constraintsOf(table, tables),
    exclusionConstraints: [],
    indexes: byName(
      objects.filter((object) => object.type === 'index' && sameName(object.table, name)).map((object) => indexOf(table, object)),
    ),
    options: optionsOf({ strict: strict && 'true', 'without rowid': withoutRowid && 'true' }),
    definition: text,
  };
}

function indexOf(table: TableDdl, { name, sql }: SchemaObject): Index {
  const { unique, keys, where } = parseCreateIndex(sql);
  return {
    kind: 'index',
    name,
    unique,
    keys: keys.map(({ column, expression, collation, descending }) => ({
      ...(column === undefined ? { expression } : { column: columnOf(table, column)?.name ?? column }),
      collation,
      descending: descending || undefined,
    })),
    where,
    definition: sql,
  };
}
