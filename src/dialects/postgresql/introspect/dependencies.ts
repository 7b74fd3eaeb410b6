import type { ObjectRef } from '../../../model/schema-ref.js';
import { compareText } from '../../introspect/order.js';
import { FIRST_USER_OID, type Reader } from './reader.js';

interface DependencyRow {
  readonly owner: string;
  readonly oid: number;
  readonly catalog: string;
  readonly target: number;
  /** The column of a table or view that a SQL body reads. */
  readonly part: string | null;
}

/** What an object needs, by `catalog OID` of the object: catalog is pg_class for tables and views, pg_proc for routines. */
export type Dependencies = ReadonlyMap<string, readonly ObjectRef[]>;

/**
 * What views read, what routines name in their signature or SQL body, and which routines the defaults, checks and indexes of tables call.
 * Source: https://www.postgresql.org/docs/current/catalog-pg-depend.html
 * @param refs the objects that can be told, by `catalog OID`.
 */
export async function readDependencies(reader: Reader, refs: ReadonlyMap<string, ObjectRef>): Promise<Dependencies> {
  const target = 'd.refclassid::regclass::text AS catalog, d.refobjid AS target';
  const rows = await reader.query<DependencyRow>(
    `SELECT DISTINCT 'pg_class' AS owner, r.ev_class AS oid, ${target}, NULL::text AS part FROM pg_catalog.pg_rewrite r
       JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid AND d.refobjid <> r.ev_class
       WHERE r.rulename = '_RETURN' AND d.refobjid >= ${FIRST_USER_OID}
     UNION SELECT 'pg_proc', d.objid, ${target}, a.attname::text FROM pg_catalog.pg_depend d
       LEFT JOIN pg_catalog.pg_attribute a ON d.refclassid = 'pg_catalog.pg_class'::regclass AND a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
         AND d.refobjsubid > 0
       WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.refobjid >= ${FIRST_USER_OID}
         AND d.refclassid IN ('pg_catalog.pg_class'::regclass, 'pg_catalog.pg_type'::regclass, 'pg_catalog.pg_proc'::regclass)
     UNION SELECT 'pg_class', COALESCE(f.adrelid, k.conrelid, i.indrelid), ${target}, NULL FROM pg_catalog.pg_depend d
       LEFT JOIN pg_catalog.pg_attrdef f ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND f.oid = d.objid
       LEFT JOIN pg_catalog.pg_constraint k ON d.classid = 'pg_catalog.pg_constraint'::regclass AND k.oid = d.objid
       LEFT JOIN pg_catalog.pg_index i ON d.classid = 'pg_catalog.pg_class'::regclass AND i.indexrelid = d.objid
       WHERE d.refclassid = 'pg_catalog.pg_proc'::regclass AND d.refobjid >= ${FIRST_USER_OID}
         AND COALESCE(f.adrelid, k.conrelid, i.indrelid) <> 0`,
  );
  const found = new Map<string, ObjectRef[]>();
  for (const row of rows) {
    const ref = refs.get(`${row.catalog} ${row.target}`);
    const key = `${row.owner} ${row.oid}`;
    if (ref === undefined) continue;
    const told: ObjectRef = row.part === null ? ref : { kind: 'column', schema: ref.schema, table: ref.name, name: row.part };
    const list = found.get(key);
    if (list === undefined) found.set(key, [told]);
    else list.push(told);
  }
  return new Map([...found].map(([owner, list]) => [owner, unique(list)]));
}

/** A table and the type of its rows are told as one. */
const unique = (refs: readonly ObjectRef[]): readonly ObjectRef[] =>
  [...new Map(refs.map((ref) => [sortKey(ref), ref])).entries()].sort(([one], [other]) => compareText(one, other)).map(([, ref]) => ref);

const sortKey = (ref: ObjectRef): string => JSON.stringify([ref.kind, ref.schema, ref.table, ref.name, ref.arguments]);
