import type { Routine, Trigger, View } from '../../../model/schema-code.js';
import type { ObjectRef } from '../../../model/schema-ref.js';
import type { Table } from '../../../model/schema-table.js';
import type { Unmodelled } from '../../../model/schema.js';
import type { Dialect } from '../../dialect.js';
import { optionsOf } from '../../introspect/options.js';
import { byName, compareText } from '../../introspect/order.js';
import { readColumns, type ObjectColumns } from './columns.js';
import { readChecks, readForeignKeys, readIndexes } from './keys.js';
import { readDependencies, readModules, viewQuery, type Module } from './modules.js';
import { readGrants, readSequences, readSynonyms, readUnmodelled } from './others.js';
import { createReader, type Reader } from './reader.js';

interface TableRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly temporal: number;
  readonly in_memory: boolean;
  readonly space: string | null;
}

const SYSTEM_VERSIONED = 2;
const kinds: Readonly<Record<string, Routine['kind']>> = { P: 'procedure', FN: 'function', IF: 'function', TF: 'function' };

/** Reads the system views. Source: https://learn.microsoft.com/sql/relational-databases/system-catalog-views/catalog-views-transact-sql */
export const introspect: Dialect['introspect'] = async (connection, sql, scope) => {
  const reader = await createReader(connection, sql, scope);
  const rows = await reader.query<TableRow>(
    `SELECT t.object_id AS id, s.name AS [schema], t.name AS name, t.temporal_type AS temporal, t.is_memory_optimized AS in_memory,
       CASE WHEN d.is_default = 0 THEN d.name END AS space
     FROM sys.tables t JOIN sys.schemas s ON s.schema_id = t.schema_id LEFT JOIN sys.indexes i ON i.object_id = t.object_id AND i.index_id < 2
     LEFT JOIN sys.data_spaces d ON d.data_space_id = i.data_space_id WHERE t.is_ms_shipped = 0 AND ${reader.inScope('t.schema_id')}`,
  );
  const columns = await readColumns(reader);
  const keys = await readIndexes(reader, columns);
  const foreignKeys = await readForeignKeys(reader);
  const checks = await readChecks(reader);
  const modules = await readModules(reader);
  const sequences = await readSequences(reader);
  const visible = modules.filter(({ definition }) => definition !== null);
  const refs = new Map<number, ObjectRef>([
    ...rows.map(({ id, schema, name }): [number, ObjectRef] => [id, { kind: 'table', schema, name }]),
    ...sequences.map(({ id, schema, name }): [number, ObjectRef] => [id, { kind: 'sequence', schema, name }]),
    ...visible.flatMap(({ id, schema, name, type }): readonly [number, ObjectRef][] => {
      const kind = type === 'V' ? 'view' : kinds[type];
      return kind === undefined ? [] : [[id, { kind, schema, name, ...(kind !== 'view' && { arguments: '' }) }]];
    }),
  ]);
  const needs = await readDependencies(reader, refs);
  const tables = rows.map((row): Table => {
    const { primaryKey, uniqueConstraints = [], indexes = [] } = keys.get(row.id) ?? {};
    return {
      kind: 'table',
      schema: row.schema,
      name: row.name,
      columns: columns.get(row.id)?.columns ?? [],
      primaryKey,
      uniqueConstraints,
      checkConstraints: checks.get(row.id) ?? [],
      exclusionConstraints: [],
      foreignKeys: foreignKeys.get(row.id) ?? [],
      indexes: reader.wants('index') ? indexes : [],
      tablespace: row.space ?? undefined,
      remarks: reader.remarks(row.id),
      options: optionsOf({
        'system versioning': row.temporal === SYSTEM_VERSIONED && 'true',
        'memory optimized': row.in_memory && 'true',
      }),
      dependsOn: needs.get(row.id),
    };
  });
  const places = new Map(rows.map(({ id, schema, name }) => [id, { schema, name }]));
  for (const { id, schema, name, type } of visible) if (type === 'V') places.set(id, { schema, name });
  return {
    source: {
      dialect: connection.info.dialect,
      product: connection.info.product,
      version: connection.info.versionText,
      catalog: connection.info.catalog,
      defaultSchema: reader.defaultSchema,
    },
    schemas: [...reader.schemas.values()].sort(compareText).map((name) => ({ kind: 'schema', name })),
    kinds: scope.kinds && [...scope.kinds].sort(compareText),
    extensions: [],
    enums: [],
    domains: [],
    compositeTypes: [],
    sequences: reader.wants('sequence') ? byName(sequences.map(({ id: _id, ...sequence }) => sequence)) : [],
    tables: byName(tables),
    views: reader.wants('view')
      ? byName(
          visible
            .filter(({ type }) => type === 'V')
            .map((module) => ({ ...viewOf(reader, module, columns), dependsOn: needs.get(module.id) })),
        )
      : [],
    routines: reader.wants('function', 'procedure')
      ? byName(visible.flatMap((module) => routineOf(reader, module)).map(({ id, routine }) => ({ ...routine, dependsOn: needs.get(id) })))
      : [],
    triggers: reader.wants('trigger') ? byName(visible.flatMap((module) => triggerOf(reader, module, places))) : [],
    synonyms: reader.wants('synonym') ? byName(await readSynonyms(reader)) : [],
    grants: await readGrants(reader, refs),
    unmodelled: byName([...(await readUnmodelled(reader)), ...modules.filter((module) => module.definition === null).map(encrypted)]),
  };
};

function viewOf(reader: Reader, { id, schema, name, definition }: Module, columns: ReadonlyMap<number, ObjectColumns>): View {
  return {
    kind: 'view',
    schema,
    name,
    query: viewQuery(definition ?? ''),
    columns: (columns.get(id)?.columns ?? []).map((column) => ({ name: column.name, type: column.type, remarks: column.remarks })),
    remarks: reader.remarks(id),
    definition: definition?.trim(),
  };
}

function routineOf(
  reader: Reader,
  { id, schema, name, type, definition }: Module,
): readonly { readonly id: number; readonly routine: Routine }[] {
  const kind = kinds[type];
  if (kind === undefined) return [];
  return [{ id, routine: { kind, schema, name, arguments: '', definition: definition?.trim() ?? '', remarks: reader.remarks(id) } }];
}

function triggerOf(reader: Reader, module: Module, places: ReadonlyMap<number, Trigger['table']>): readonly Trigger[] {
  const table = places.get(module.parent);
  if (module.type !== 'TR' || table === undefined) return [];
  const { id, schema, name, definition } = module;
  const state = module.is_disabled === true ? ('disabled' as const) : undefined;
  return [{ kind: 'trigger', schema, name, table, definition: definition?.trim() ?? '', state, remarks: reader.remarks(id) }];
}

const encrypted = ({ schema, name, type }: Module): Unmodelled => ({
  kind: `encrypted ${type === 'V' ? 'view' : type === 'TR' ? 'trigger' : (kinds[type] ?? 'module')}`,
  schema,
  name,
});
