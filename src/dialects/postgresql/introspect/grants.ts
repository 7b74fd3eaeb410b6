import type { Grant } from '../../../model/schema.js';
import type { ObjectRef } from '../../../model/schema-ref.js';
import { grantsOf } from '../../introspect/grants.js';
import type { Reader } from './reader.js';

interface GrantRow {
  readonly catalog: string;
  readonly oid: number;
  readonly column: string | null;
  readonly grantee: string;
  readonly privilege: string;
  readonly grantable: boolean;
}

/** What everybody may do unless it is revoked. Source: https://www.postgresql.org/docs/current/ddl-priv.html, table 5.2. */
const granted: Readonly<Record<string, string>> = { pg_proc: 'EXECUTE', pg_type: 'USAGE' };

/**
 * Privileges of others than the owner on the objects in scope.
 * @param refs the objects that can be told, by `catalog OID`.
 */
export async function readGrants(reader: Reader, refs: ReadonlyMap<string, ObjectRef>): Promise<readonly Grant[]> {
  const part = (catalog: string, from: string, acl: string, owner: string, oid: string, column: string, where: string): string =>
    `SELECT '${catalog}' AS catalog, ${oid} AS oid, ${column} AS column,
       CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(g.grantee) END AS grantee, g.privilege_type AS privilege,
       g.is_grantable AS grantable
     FROM ${from}, LATERAL pg_catalog.aclexplode(${acl}) g WHERE ${acl} IS NOT NULL AND g.grantee <> ${owner} AND ${where}
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_init_privs p0, LATERAL pg_catalog.aclexplode(p0.initprivs) g0 WHERE p0.objoid = ${oid}
         AND p0.classoid = 'pg_catalog.${catalog}'::regclass AND g0.grantee = g.grantee AND g0.privilege_type = g.privilege_type)`;
  const rows = await reader.query<GrantRow>(
    [
      part('pg_class', 'pg_catalog.pg_class c', 'c.relacl', 'c.relowner', 'c.oid', 'NULL', reader.inScope('c.relnamespace')),
      part(
        'pg_class',
        'pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid',
        'a.attacl',
        'c.relowner',
        'c.oid',
        'a.attname',
        reader.inScope('c.relnamespace'),
      ),
      part('pg_proc', 'pg_catalog.pg_proc p', 'p.proacl', 'p.proowner', 'p.oid', 'NULL', reader.inScope('p.pronamespace')),
      part('pg_type', 'pg_catalog.pg_type t', 't.typacl', 't.typowner', 't.oid', 'NULL', reader.inScope('t.typnamespace')),
      part('pg_namespace', 'pg_catalog.pg_namespace n', 'n.nspacl', 'n.nspowner', 'n.oid', 'NULL', reader.inScope('n.oid')),
    ].join(' UNION ALL '),
  );
  return grantsOf(
    rows.flatMap((row) => {
      const ref = refs.get(`${row.catalog} ${row.oid}`);
      const isUsual = row.grantee === 'PUBLIC' && row.privilege === granted[row.catalog];
      if (ref === undefined || isUsual) return [];
      const on: ObjectRef = row.column === null ? ref : { kind: 'column', schema: ref.schema, name: row.column, table: ref.name };
      return [{ on, grantee: row.grantee, privilege: row.privilege, grantable: row.grantable }];
    }),
  );
}
