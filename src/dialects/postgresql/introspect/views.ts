import type { View } from '../../../model/schema-code.js';
import type { Index } from '../../../model/schema-table.js';
import type { RelationColumns } from './columns.js';
import type { Relation } from './relations.js';
import type { Reader } from './reader.js';

/** Queries of the views in scope, by OID. */
export async function readQueries(reader: Reader): Promise<ReadonlyMap<number, string>> {
  const rows = await reader.query<{ oid: number; query: string }>(
    `SELECT c.oid, pg_catalog.pg_get_viewdef(c.oid) AS query FROM pg_catalog.pg_class c
     WHERE ${reader.inScope('c.relnamespace')} AND c.relkind IN ('v', 'm')`,
  );
  return new Map(rows.map(({ oid, query }) => [oid, query.trim().replace(/;$/, '')]));
}

/** The view, or materialized view, behind a relation. */
export function view(
  reader: Reader,
  relation: Relation,
  query: string,
  columns: RelationColumns | undefined,
  indexes: readonly Index[] | undefined,
): View {
  const { check_option: check, ...options } = relation.options ?? {};
  return {
    kind: relation.kind === 'm' ? 'materializedView' : 'view',
    ...relation.name,
    query,
    columns: (columns?.columns ?? []).map(({ name, type, remarks }) => ({ name, type, remarks })),
    checkOption: check === 'local' || check === 'cascaded' ? check : undefined,
    ...(relation.kind === 'm' && { indexes: indexes ?? [] }),
    remarks: reader.remarks('pg_class', relation.oid),
    options: Object.keys(options).length === 0 ? undefined : options,
  };
}
