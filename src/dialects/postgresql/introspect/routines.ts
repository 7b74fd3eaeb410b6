import type { Routine } from '../../../model/schema-code.js';
import type { Reader } from './reader.js';

interface RoutineRow {
  readonly oid: number;
  readonly schema: number;
  readonly name: string;
  readonly kind: string;
  readonly arguments: string;
  readonly definition: string;
  readonly qualifier: string;
  readonly language: string;
}

/** Functions (window functions too) and procedures in scope that no extension brought, by OID. */
export async function readRoutines(reader: Reader): Promise<ReadonlyMap<number, Routine>> {
  const rows = await reader.query<RoutineRow>(
    `SELECT p.oid, p.pronamespace AS schema, p.proname AS name, p.prokind::text AS kind, pg_catalog.oidvectortypes(p.proargtypes) AS arguments,
       pg_catalog.pg_get_functiondef(p.oid) AS definition, quote_ident(n.nspname) || '.' AS qualifier, l.lanname AS language
     FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace JOIN pg_catalog.pg_language l ON l.oid = p.prolang
     WHERE ${reader.inScope('p.pronamespace')} AND p.prokind IN ('f', 'p', 'w')`,
  );
  return new Map(rows.filter(({ oid }) => !reader.isBrought('pg_proc', oid)).map((row) => [row.oid, routine(reader, row)]));
}

function routine(reader: Reader, row: RoutineRow): Routine {
  const schema = reader.schemas.get(row.schema);
  const kind = row.kind === 'p' ? 'procedure' : 'function';
  const start = `CREATE OR REPLACE ${kind.toUpperCase()} `;
  // The server always writes the schema here; inside the default one the text shall not depend on what it is called.
  const isQualified = schema === reader.defaultSchema && row.definition.startsWith(start + row.qualifier);
  return {
    kind,
    schema,
    name: row.name,
    arguments: row.arguments,
    definition: (isQualified ? start + row.definition.slice(start.length + row.qualifier.length) : row.definition).trim(),
    language: row.language,
    remarks: reader.remarks('pg_proc', row.oid),
  };
}
