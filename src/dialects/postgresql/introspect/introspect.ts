import type { ObjectName } from '../../../model/names.js';
import type { ObjectRef } from '../../../model/schema-ref.js';
import type { Table } from '../../../model/schema-table.js';
import type { Extension, Snapshot } from '../../../model/schema.js';
import type { Dialect, IntrospectScope, SqlContext } from '../../dialect.js';
import type { Connection } from '../../driver.js';
import { groupBy } from '../../introspect/group.js';
import { byName, compareText } from '../../introspect/order.js';
import { readColumns } from './columns.js';
import { readConstraints } from './constraints.js';
import { readDependencies } from './dependencies.js';
import { readGrants } from './grants.js';
import { markOverrides } from './overrides.js';
import { readIndexes } from './indexes.js';
import { createReader, type Reader } from './reader.js';
import { readRelations, type Relation } from './relations.js';
import { readRoutines } from './routines.js';
import { readSequences } from './sequences.js';
import { readTriggers } from './triggers.js';
import { readAttached } from './attached.js';
import { compositeTypes, enumTypes, readDomains, readUserTypes } from './types.js';
import { readUnmodelled } from './unmodelled.js';
import { readQueries, view } from './views.js';

/**
 * Reads the catalog in one transaction that sees one state of it, and leaves the session as it was.
 * Expressions and statements are what the server prints with the default schema as its only search path.
 */
export const introspect: Dialect['introspect'] = async (connection, sql, scope) => {
  const isNested = connection.inTransaction;
  if (!isNested) {
    await connection.begin();
    await connection.execute({ sql: 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY' });
  }
  const [before] = await connection.query<{ path: string }>("SELECT current_setting('search_path') AS path");
  try {
    return await readSchema(connection, sql, scope);
  } finally {
    if (!isNested) await connection.rollback();
    else await connection.query("SELECT set_config('search_path', ?, true)", [before?.path ?? '']);
  }
};

async function readSchema(connection: Connection, sql: SqlContext, scope: IntrospectScope): Promise<Snapshot> {
  const reader = await createReader(connection, sql, scope);
  const none = Promise.resolve(new Map<number, never>());
  const [relations, types, sequences, inherits, queries, routines, unmodelled, extensions] = await Promise.all([
    readRelations(reader),
    readUserTypes(reader),
    readSequences(reader),
    readInheritance(reader),
    reader.wants('view', 'materializedView') ? readQueries(reader) : none,
    reader.wants('function', 'procedure') ? readRoutines(reader) : none,
    readUnmodelled(reader),
    reader.wants('extension') ? readExtensions(reader) : [],
  ]);
  const triggers = reader.wants('trigger') ? await readTriggers(reader, relations) : [];
  const columns = await readColumns(reader, types.names, sequences.owned);
  const attached = await readAttached(reader);
  const [{ ofTables, ofDomains }, indexes] = await Promise.all([
    readConstraints(reader, columns, attached),
    reader.wants('index') ? readIndexes(reader, columns, attached.ofIndexes) : none,
  ]);
  const enums = enumTypes(reader, types);
  const composites = compositeTypes(reader, types, columns);
  const domains = await readDomains(reader, types, ofDomains);
  const tables = markOverrides(
    new Map(
      [...relations.values()]
        .filter(({ kind }) => kind === 'r' || kind === 'p')
        .map((relation): [number, Table] => [
          relation.oid,
          {
            kind: 'table',
            ...relation.name,
            columns: columns.get(relation.oid)?.columns ?? [],
            ...(ofTables.get(relation.oid) ?? noConstraints),
            indexes: indexes.get(relation.oid) ?? [],
            ...placement(relation, inherits),
            tablespace: relation.tablespace,
            remarks: reader.remarks('pg_class', relation.oid),
            options: relation.options,
          },
        ]),
    ),
  );
  const views = new Map(
    [...relations.values()]
      .filter(({ oid, kind }) => (kind === 'v' || kind === 'm') && queries.has(oid))
      .map((relation) => [
        relation.oid,
        view(reader, relation, queries.get(relation.oid) ?? '', columns.get(relation.oid), indexes.get(relation.oid)),
      ]),
  );
  const refs = new Map<string, ObjectRef>();
  const tell = (catalog: string, objects: ReadonlyMap<number, Omit<ObjectRef, 'columns'>>): void =>
    objects.forEach(({ kind, schema, name, arguments: types }, oid) =>
      refs.set(`${catalog} ${oid}`, { kind, schema, name, ...(types !== undefined && { arguments: types }) }),
    );
  tell('pg_class', tables);
  tell('pg_class', views);
  const rowTypes = [...tables, ...views].map(([oid, object]) => [relations.get(oid)?.rowType ?? 0, object] as const);
  tell('pg_type', new Map(rowTypes));
  tell('pg_class', sequences.sequences);
  tell('pg_proc', routines);
  tell('pg_type', enums);
  tell('pg_type', domains);
  tell('pg_type', composites);
  tell('pg_namespace', new Map([...reader.schemas].map(([oid, name]) => [oid, { kind: 'schema', name }])));
  const [needs, grants] = await Promise.all([readDependencies(reader, refs), readGrants(reader, refs)]);
  const withNeeds = <T extends object>(catalog: string, objects: ReadonlyMap<number, T>): readonly T[] =>
    [...objects].map(([oid, object]) => ({ ...object, dependsOn: needs.get(`${catalog} ${oid}`) }));
  return {
    source: {
      dialect: connection.info.dialect,
      product: connection.info.product,
      version: connection.info.versionText,
      catalog: connection.info.catalog,
      defaultSchema: reader.defaultSchema,
    },
    schemas: [...reader.schemas]
      .map(([oid, name]) => ({ kind: 'schema' as const, name, remarks: schemaRemarks(reader, oid, name) }))
      .sort((one, other) => compareText(one.name, other.name)),
    kinds: scope.kinds && [...scope.kinds].sort(compareText),
    extensions,
    enums: byName(enums.values()),
    domains: byName(domains.values()),
    compositeTypes: byName(composites.values()),
    sequences: byName([...sequences.sequences].filter(([oid]) => !sequences.implied.has(oid)).map(([, sequence]) => sequence)),
    tables: byName(withNeeds('pg_class', tables)),
    views: byName(withNeeds('pg_class', views)),
    routines: byName(withNeeds('pg_proc', routines)),
    triggers: byName(triggers),
    synonyms: [],
    grants,
    unmodelled,
  };
}

const noConstraints = { uniqueConstraints: [], checkConstraints: [], exclusionConstraints: [], foreignKeys: [] };

/** A new database says of its first schema that it is the standard one; nobody wrote that. */
function schemaRemarks(reader: Reader, oid: number, name: string): string | undefined {
  const remarks = reader.remarks('pg_namespace', oid);
  return name === 'public' && remarks === 'standard public schema' ? undefined : remarks;
}

/** Parents of each table, in order. */
async function readInheritance(reader: Reader): Promise<ReadonlyMap<number, readonly ObjectName[]>> {
  const rows = await reader.query<{ oid: number; schema: string; name: string }>(
    `SELECT i.inhrelid AS oid, n.nspname AS schema, p.relname AS name FROM pg_catalog.pg_inherits i
     JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
     JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace
     WHERE ${reader.inScope('c.relnamespace')} AND c.relkind IN ('r', 'p', 'f') ORDER BY i.inhrelid, i.inhseqno`,
  );
  return new Map(
    [...groupBy(rows, ({ oid }) => oid)].map(([oid, parents]) => [oid, parents.map(({ schema, name }) => ({ schema, name }))]),
  );
}

function placement(
  relation: Relation,
  inherits: ReadonlyMap<number, readonly ObjectName[]>,
): Pick<Table, 'partitioning' | 'partitionOf' | 'inherits'> {
  const parents = inherits.get(relation.oid);
  const [parent] = parents ?? [];
  return {
    partitioning: relation.partitioned === undefined ? undefined : { by: relation.partitioned },
    ...(relation.bound !== undefined && parent !== undefined ? { partitionOf: { parent, bound: relation.bound } } : { inherits: parents }),
  };
}

async function readExtensions(reader: Reader): Promise<readonly Extension[]> {
  const rows = await reader.query<{ name: string; schema: string; version: string }>(
    `SELECT e.extname AS name, n.nspname AS schema, e.extversion AS version FROM pg_catalog.pg_extension e
     JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname <> 'plpgsql' ORDER BY e.extname COLLATE "C"`,
  );
  return rows.map((row) => ({ kind: 'extension', ...row }));
}
