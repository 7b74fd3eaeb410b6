import type { ObjectName } from '../../../model/names.js';
import { optionsOf } from '../../introspect/options.js';
import type { Reader } from './reader.js';

/** A row of pg_class: table, partitioned table, foreign table, view, materialized view or composite type. */
export interface Relation {
  readonly oid: number;
  readonly name: ObjectName;
  /** OID of the type of its rows. */
  readonly rowType: number;
  readonly kind: 'r' | 'p' | 'f' | 'v' | 'm' | 'c' | 'S';
  readonly tablespace: string | undefined;
  readonly partitioned: string | undefined;
  readonly bound: string | undefined;
  readonly options: Readonly<Record<string, string>> | undefined;
}

interface RelationRow {
  readonly oid: number;
  readonly schema: number;
  readonly name: string;
  readonly row_type: number;
  readonly kind: Relation['kind'];
  readonly persistence: string;
  readonly parameters: string | null;
  readonly tablespace: string | null;
  readonly partitioned: string | null;
  readonly bound: string | null;
  readonly row_security: boolean;
  readonly forced_security: boolean;
  readonly method: string | null;
  readonly identity: string;
  readonly of_type: string | null;
  readonly populated: boolean;
}

/** Where an index is the identity, the index says so. */
const replicaIdentities: Readonly<Record<string, string>> = { f: 'full', n: 'nothing' };

/** All relations in scope that no extension brought, by OID. */
export async function readRelations(reader: Reader): Promise<ReadonlyMap<number, Relation>> {
  const rows = await reader.query<RelationRow>(
    `SELECT c.oid, c.relnamespace AS schema, c.relname AS name, c.reltype::bigint AS row_type, c.relkind::text AS kind, c.relpersistence::text AS persistence,
       array_to_json(c.reloptions || (SELECT array_agg('toast.' || p) FROM unnest(x.reloptions) AS p))::text AS parameters, s.spcname AS tablespace, m.amname AS method, c.relreplident::text AS identity,
       CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END AS partitioned,
       CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END AS bound,
       c.relrowsecurity AS row_security, c.relforcerowsecurity AS forced_security, c.relispopulated AS populated,
       CASE WHEN c.reloftype <> 0 THEN c.reloftype::regtype::text END AS of_type
     FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam
     LEFT JOIN pg_catalog.pg_class x ON x.oid = c.reltoastrelid
     WHERE ${reader.inScope('c.relnamespace')} AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c', 'S')`,
  );
  return new Map(
    rows
      .filter(({ oid }) => !reader.isBrought('pg_class', oid))
      .map((row) => [
        row.oid,
        {
          oid: row.oid,
          name: { schema: reader.schemas.get(row.schema), name: row.name },
          rowType: row.row_type,
          kind: row.kind,
          tablespace: row.tablespace ?? undefined,
          partitioned: row.partitioned ?? undefined,
          bound: row.bound ?? undefined,
          options: relationOptions(row),
        },
      ]),
  );
}

function relationOptions(row: RelationRow): Relation['options'] {
  const isTable = row.kind === 'r' || row.kind === 'p';
  return optionsOf({
    ...storageParameters(row.parameters),
    unlogged: row.persistence === 'u' && 'true',
    'access method': row.method !== null && row.method !== 'heap' && row.kind !== 'S' ? row.method : null,
    'row level security': row.row_security && (row.forced_security ? 'forced' : 'enabled'),
    'replica identity': isTable && replicaIdentities[row.identity],
    of: row.of_type,
    'with no data': row.kind === 'm' && !row.populated && 'true',
  });
}

/** `["fillfactor=70"]` as a record. */
export function storageParameters(json: string | null): Readonly<Record<string, string>> {
  const texts = json === null ? [] : (JSON.parse(json) as readonly string[]);
  return Object.fromEntries(texts.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]));
}
