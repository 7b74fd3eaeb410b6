import type { AttachedPart, Index, IndexKey } from '../../../model/schema-table.js';
import { groupBy } from '../../introspect/group.js';
import { optionsOf } from '../../introspect/options.js';
import { stripParentheses } from '../../introspect/strip-parentheses.js';
import { collationName } from './collation-name.js';
import type { RelationColumns } from './columns.js';
import { storageParameters } from './relations.js';
import type { Reader } from './reader.js';

interface IndexRow {
  readonly oid: number;
  readonly table_oid: number;
  readonly name: string;
  readonly unique: boolean;
  readonly method: string;
  readonly numbers: string;
  readonly key_count: number;
  readonly flags: string;
  readonly expressions: string | null;
  readonly classes: string | null;
  readonly collations: string | null;
  readonly where: string | null;
  readonly clustered: boolean;
  readonly valid: boolean;
  readonly partitioned: boolean;
  readonly replica_identity: boolean;
  readonly tablespace: string | null;
  readonly parameters: string | null;
  readonly nulls_not_distinct: boolean;
  readonly definition: string;
}

/** Bits of pg_index.indoption. Source: access/amapi.h and catalog/pg_index.h. */
const DESCENDING = 1;
const NULLS_FIRST = 2;

/**
 * Indexes of tables and materialized views in scope, by the OID of the table: without those behind a constraint, and without those that a
 * partition has because its parent has them. The index of a constraint is told by its dependency: `pg_constraint` is not indexed by `conindid`,
 * and on catalogs without statistics the server goes through all of it for each index. Source: https://www.postgresql.org/docs/current/catalog-pg-index.html
 */
export async function readIndexes(
  reader: Reader,
  columns: ReadonlyMap<number, RelationColumns>,
  attached: ReadonlyMap<number, readonly AttachedPart[]>,
): Promise<ReadonlyMap<number, readonly Index[]>> {
  const keys = 'generate_series(1, i.indnkeyatts) AS k(at)';
  const rows = await reader.query<IndexRow>(
    `SELECT x.oid, i.indrelid AS table_oid, x.relname AS name, i.indisunique AS unique, m.amname AS method, i.indkey::text AS numbers,
       i.indnkeyatts AS key_count, i.indoption::text AS flags, i.indisclustered AS clustered, i.indisvalid AS valid, c.relkind = 'p' AS partitioned, i.indisreplident AS replica_identity, s.spcname AS tablespace,
       array_to_json(x.reloptions)::text AS parameters, ${reader.version >= 15 ? 'i.indnullsnotdistinct' : 'false'} AS nulls_not_distinct,
       pg_catalog.pg_get_indexdef(x.oid, 0, true) AS definition,
       CASE WHEN i.indexprs IS NOT NULL THEN (SELECT json_agg(pg_catalog.pg_get_indexdef(x.oid, k.at, false) ORDER BY k.at) FROM ${keys})::text
         END AS expressions,
       CASE WHEN i.indpred IS NOT NULL THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid) END AS where,
       (SELECT json_object_agg(k.at, o.opcname)::text FROM ${keys} JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[k.at - 1]
         WHERE NOT o.opcdefault) AS classes,
       (SELECT json_object_agg(k.at, ${collationName('c')})::text FROM ${keys} JOIN pg_catalog.pg_collation c ON c.oid = i.indcollation[k.at - 1]
         LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.at - 1] AND a.attnum > 0
         WHERE c.oid <> COALESCE(a.attcollation, 100)) AS collations
     FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
     JOIN pg_catalog.pg_am m ON m.oid = x.relam LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = x.reltablespace
     WHERE ${reader.inScope('c.relnamespace')} AND c.relkind IN ('r', 'p', 'm')
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = x.oid AND d.objsubid = 0
         AND d.deptype = 'i' AND d.refclassid = 'pg_catalog.pg_constraint'::regclass)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = x.oid)
     ORDER BY x.relname COLLATE "C"`,
  );
  return new Map(
    [...groupBy(rows, (row) => row.table_oid)].map(([table, own]) => {
      const names = columns.get(table)?.names ?? new Map<number, string>();
      return [table, own.map((row) => ({ ...index(reader, row, names), attached: attached.get(row.oid) }))];
    }),
  );
}

function index(reader: Reader, row: IndexRow, names: ReadonlyMap<number, string>): Index {
  const numbers = row.numbers.split(' ').map(Number);
  const included = numbers.slice(row.key_count).map((number) => names.get(number) ?? '');
  return {
    kind: 'index',
    name: row.name,
    unique: row.unique,
    method: row.method === 'btree' ? undefined : row.method,
    keys: numbers.slice(0, row.key_count).map((number, at) => indexKey(row, number, at, names)),
    include: included.length === 0 ? undefined : included,
    where: row.where === null ? undefined : stripParentheses(row.where),
    clustered: row.clustered || undefined,
    tablespace: row.tablespace ?? undefined,
    remarks: reader.remarks('pg_class', row.oid),
    options: optionsOf({
      ...storageParameters(row.parameters),
      'nulls not distinct': row.nulls_not_distinct && 'true',
      'replica identity': row.replica_identity && 'true',
      invalid: !row.valid && !row.partitioned && 'true',
      only: !row.valid && row.partitioned && 'true',
    }),
    // On a partitioned table the server prints ONLY, with which the partitions would get no index.
    definition: row.valid ? row.definition.replace(' ON ONLY ', ' ON ') : row.definition,
  };
}

function indexKey(row: IndexRow, number: number, at: number, names: ReadonlyMap<number, string>): IndexKey {
  const byPosition = (json: string | null): string | undefined =>
    json === null ? undefined : (JSON.parse(json) as Readonly<Record<string, string>>)[at + 1];
  const flags = Number(row.flags.split(' ')[at] ?? 0);
  const isDescending = (flags & DESCENDING) !== 0;
  const nullsFirst = (flags & NULLS_FIRST) !== 0;
  const expressions = row.expressions === null ? [] : (JSON.parse(row.expressions) as readonly string[]);
  return {
    ...(number === 0 ? { expression: stripParentheses(expressions[at] ?? '') } : { column: names.get(number) ?? '' }),
    descending: isDescending || undefined,
    nulls: nullsFirst === isDescending ? undefined : nullsFirst ? 'first' : 'last',
    collation: byPosition(row.collations),
    operatorClass: byPosition(row.classes),
  };
}
