import type { SchemaObjectKind } from '../../../model/schema-ref.js';
import type { IntrospectScope, SqlContext } from '../../dialect.js';
import type { Connection } from '../../driver.js';
import { given } from '../../identifiers.js';

/** What the parts of introspection share: the session, the schemas that are looked at, and what is known of all objects. */
export interface Reader {
  /** Major version of the server. */
  readonly version: number;
  readonly defaultSchema: string;
  /** Schemas in scope, by OID. */
  readonly schemas: ReadonlyMap<number, string>;
  /** Whether one of the kinds is wanted. */
  wants(...kinds: readonly SchemaObjectKind[]): boolean;
  query<R extends object>(sql: string): Promise<readonly R[]>;
  /** The condition that an OID column names a schema in scope. */
  inScope(column: string): string;
  /** The comment on an object, or on one of its columns. */
  remarks(catalog: string, oid: number, column?: number): string | undefined;
  /** Whether an object comes with another one: a member of an extension, the functions and casts of a range type. */
  isBrought(catalog: string, oid: number): boolean;
}

/** Finds the schemas, comments and members of extensions. */
export async function createReader(connection: Connection, sql: SqlContext, scope: IntrospectScope): Promise<Reader> {
  const query: Reader['query'] = (text) => connection.query(text);
  const session = sql.defaultSchema ?? connection.info.schema ?? 'public';
  const wanted = scope.schemas?.map((name) => given(name)).filter((name) => name !== undefined) ?? [session];
  const found = await connection.query<{ oid: number; name: string; asked: number }>(
    `SELECT n.oid, n.nspname AS name, w.at::int AS asked FROM json_array_elements_text(?) WITH ORDINALITY AS w(name, at)
     JOIN pg_catalog.pg_namespace n ON n.nspname = w.name OR (n.nspname = lower(w.name)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_namespace e WHERE e.nspname = w.name)) ORDER BY w.at`,
    [JSON.stringify(wanted)],
  );
  const schemas = new Map(found.map(({ oid, name }) => [oid, name]));
  const names = [...schemas.values()];
  const defaultSchema = names.includes(session) ? session : names.length === 1 ? (names[0] ?? session) : session;
  // Names outside the default schema are printed with theirs, those inside without, whatever the search path of the session.
  await connection.query("SELECT set_config('search_path', quote_ident(?), true)", [defaultSchema]);
  const [comments, members] = await Promise.all([
    query<{ catalog: string; oid: number; part: number; text: string }>(
      `SELECT classoid::regclass::text AS catalog, objoid AS oid, objsubid AS part, description AS text FROM pg_catalog.pg_description
       WHERE objoid >= ${FIRST_USER_OID} OR classoid = 'pg_catalog.pg_namespace'::regclass`,
    ),
    query<{ catalog: string; oid: number }>(
      "SELECT classid::regclass::text AS catalog, objid AS oid FROM pg_catalog.pg_depend WHERE deptype = 'e' OR (deptype = 'i' AND classid IN ('pg_catalog.pg_proc'::regclass, 'pg_catalog.pg_cast'::regclass))",
    ),
  ]);
  const texts = new Map(comments.map(({ catalog, oid, part, text }) => [`${catalog} ${oid} ${part}`, text]));
  const brought = new Set(members.map(({ catalog, oid }) => `${catalog} ${oid}`));
  const oids = [...schemas.keys()].join(', ') || '0';
  return {
    version: connection.info.version.major,
    defaultSchema,
    schemas,
    wants: (...kinds) => scope.kinds === undefined || kinds.some((kind) => scope.kinds?.has(kind)),
    query,
    inScope: (column) => `${column} IN (${oids})`,
    remarks: (catalog, oid, column = 0) => texts.get(`${catalog} ${oid} ${column}`),
    isBrought: (catalog, oid) => brought.has(`${catalog} ${oid}`),
  };
}

/** Source: FirstNormalObjectId in access/transam.h; what is below came with the server. */
export const FIRST_USER_OID = 16_384;
