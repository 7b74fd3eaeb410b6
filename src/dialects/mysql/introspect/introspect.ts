import type { ObjectRef } from '../../../model/schema-ref.js';
import type { Sequence } from '../../../model/schema-code.js';
import type { PrimaryKey, Table, UniqueConstraint } from '../../../model/schema-table.js';
import type { Snapshot } from '../../../model/schema.js';
import type { Dialect } from '../../dialect.js';
import { optionsOf } from '../../introspect/options.js';
import { byName, compareText } from '../../introspect/order.js';
import { withBinaryDefaults } from './binary-defaults.js';
import { column, readColumnRows, type ColumnRow } from './columns.js';
import { readChecks, readForeignKeys } from './constraints.js';
import { readEvents } from './events.js';
import { readGrants } from './grants.js';
import { readIndexes } from './indexes.js';
import { readPartitions } from './partitions.js';
import { placeKey } from './place-key.js';
import { createReader, type Reader } from './reader.js';
import { readRoutines } from './routines.js';
import { quoted } from './text.js';
import { readTriggers } from './triggers.js';
import type { Variant } from './variant.js';
import { readViews } from './views.js';

interface TableRow {
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly engine: string | null;
  readonly collation: string | null;
  readonly options: string | null;
  readonly remarks: string;
}

/** Introspection for the products whose catalogs are like MySQL's. */
export function introspectLike(variant: Variant): Dialect['introspect'] {
  return async (connection, sql, scope) => {
    const reader = await createReader(connection, sql, scope, variant);
    // With ANSI_QUOTES the server prints names in other quotes.
    const changesMode = reader.sqlMode.split(',').includes('ANSI_QUOTES');
    if (changesMode) await connection.execute({ sql: "SET SESSION sql_mode = ''" });
    try {
      const { sequences, ...rest } = await readSchema(reader);
      return {
        source: {
          dialect: connection.info.dialect,
          product: connection.info.product,
          version: connection.info.versionText,
          catalog: connection.info.catalog,
          defaultSchema: reader.defaultSchema,
          ...defaultsOf(reader),
        },
        kinds: scope.kinds && [...scope.kinds].sort(compareText),
        ...rest,
        sequences: ((reader.wants('sequence') && (await variant.sequences?.(connection, sequences))) || []).map((one) => ({
          ...one,
          ...sequences.find(({ schema, name }) => schema === one.schema && name === one.name)?.said,
        })),
      };
    } finally {
      if (changesMode) await connection.execute({ sql: 'SET SESSION sql_mode = ?', parameters: [reader.sqlMode] });
    }
  };
}

function defaultsOf(reader: Reader): { readonly collation?: string; readonly charset?: string } {
  const found = reader.databases.find(({ name }) => name === reader.defaultSchema);
  return found === undefined ? {} : { collation: found.collation, charset: found.charset };
}

type Found = Omit<Snapshot, 'source' | 'kinds' | 'sequences'> & {
  readonly sequences: readonly {
    readonly schema: string;
    readonly name: string;
    readonly said: Pick<Sequence, 'remarks' | 'options'>;
  }[];
};

async function readSchema(reader: Reader): Promise<Found> {
  const rows = await reader.query<TableRow>(
    `SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`name\`, TABLE_TYPE AS \`type\`, ENGINE AS \`engine\`, TABLE_COLLATION AS \`collation\`,
       CREATE_OPTIONS AS \`options\`, TABLE_COMMENT AS \`remarks\` FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?`,
  );
  const columns = await readColumnRows(reader);
  const inMemory = new Set(rows.filter(({ engine }) => engine === 'MEMORY').map(({ schema, name }) => placeKey(schema, name)));
  const keys = await readIndexes(reader, inMemory);
  const foreignKeys = await readForeignKeys(reader);
  const checks = await readChecks(reader);
  const partitions = rows.some(({ options }) => options?.includes('partitioned')) ? await readPartitions(reader) : new Map<string, never>();
  const { routines, hidden } = reader.wants('function', 'procedure', 'package', 'packageBody')
    ? await readRoutines(reader)
    : { routines: [], hidden: [] };
  const tables = rows
    .filter(({ type }) => type === 'BASE TABLE' || type === 'SYSTEM VERSIONED')
    .map((row): Table => {
      const place = placeKey(row.schema, row.name);
      const { primaryKey, uniqueConstraints = [], indexes = [] } = keys.get(place) ?? {};
      const own = columns.get(place) ?? [];
      return {
        kind: 'table',
        schema: row.schema,
        name: row.name,
        columns: own.map((one, at) => column(reader, one, at + 1, row.collation)),
        primaryKey: primaryKey && withoutRowEnd(primaryKey, own),
        uniqueConstraints: uniqueConstraints.map((key) => withoutRowEnd(key, own)),
        checkConstraints: checks.get(place) ?? [],
        exclusionConstraints: [],
        foreignKeys: foreignKeys.get(place) ?? [],
        indexes: reader.wants('index') ? indexes : [],
        partitioning: partitions.get(place),
        remarks: row.remarks || undefined,
        options: tableOptions(reader, row, own),
      };
    });
  const refs = new Map<string, ObjectRef>([
    ...routines.map(({ kind, schema, name, arguments: types }): [string, ObjectRef] => [
      placeKey(schema ?? '', name),
      { kind, schema, name, arguments: types },
    ]),
    ...rows.map(({ schema, name, type }): [string, ObjectRef] => [
      placeKey(schema, name),
      { kind: type === 'VIEW' ? 'view' : type === 'SEQUENCE' ? 'sequence' : 'table', schema, name },
    ]),
  ]);
  const told = (await reader.variant.periods?.(reader, tables)) ?? { tables, periods: [] };
  return {
    schemas: reader.databases
      .map(({ name, charset, collation }) => ({ kind: 'schema' as const, name, options: { charset, collation } }))
      .sort((one, other) => compareText(one.name, other.name)),
    extensions: [],
    enums: [],
    domains: [],
    compositeTypes: [],
    sequences: rows
      .filter(({ type }) => type === 'SEQUENCE')
      .map(({ schema, name, remarks, engine }) => ({
        schema,
        name,
        said: { remarks: remarks || undefined, options: optionsOf({ engine: engine !== reader.engine && engine }) },
      })),
    tables: byName((await withBinaryDefaults(reader, told.tables)).map((table) => reader.variant.table?.(table) ?? table)),
    views: reader.wants('view') ? byName(await readViews(reader, columns, refs)) : [],
    routines: byName(routines),
    triggers: reader.wants('trigger') ? byName(await readTriggers(reader)) : [],
    synonyms: [],
    grants: await readGrants(reader),
    unmodelled: [...(await readEvents(reader)), ...told.periods, ...hidden].sort((one, other) => compareText(sortKey(one), sortKey(other))),
  };
}

const sortKey = ({ kind, schema, name }: { readonly kind: string; readonly schema?: string | undefined; readonly name: string }): string =>
  JSON.stringify([kind, schema, name]);

/** A key of a versioned table without the column that the server adds to all of them, where that has a name. */
function withoutRowEnd<K extends PrimaryKey | UniqueConstraint>(key: K, columns: readonly ColumnRow[]): K {
  const end = columns.find(({ expression }) => expression === 'ROW END')?.name;
  return end === undefined || key.columns.at(-1) !== end ? key : { ...key, columns: key.columns.slice(0, -1) };
}

/** The columns that tell from when until when a row was so, where a versioned table names them. */
function rowTimes(columns: readonly ColumnRow[]): string | undefined {
  const named = ['ROW START', 'ROW END'].flatMap((word) => columns.find(({ expression }) => expression === word)?.name ?? []);
  return named.length === 0 ? undefined : named.map(quoted).join(', ');
}

function tableOptions(reader: Reader, row: TableRow, columns: readonly ColumnRow[]): Table['options'] {
  const database = reader.databases.find(({ name }) => name === row.schema);
  const isOwn = row.collation !== null && row.collation !== database?.collation;
  const created = [...(row.options ?? '').matchAll(/`?([\w]+)`?=(?:'([^']*)'|"([^"]*)"|(\S+))/g)].map(
    ([, name = '', ...values]): [string, string] => [name.toLowerCase(), values.find((value) => value !== undefined) ?? ''],
  );
  return optionsOf({
    engine: row.engine !== reader.engine && row.engine,
    charset: isOwn && row.collation?.split('_')[0],
    collation: isOwn && row.collation,
    // Aria writes this down, which is its default, for tables that become its own.
    ...Object.fromEntries(created.filter(([name, value]) => name !== 'page_checksum' || value !== '1')),
    'system versioning': row.type === 'SYSTEM VERSIONED' && (rowTimes(columns) ?? 'true'),
  });
}
