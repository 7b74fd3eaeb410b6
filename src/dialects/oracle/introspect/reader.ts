import type { SchemaObjectKind } from '../../../model/schema-ref.js';
import type { IntrospectScope, SqlContext } from '../../dialect.js';
import type { Connection } from '../../driver.js';
import { given } from '../../identifiers.js';

/** What the parts of introspection share. */
export interface Reader {
  readonly defaultSchema: string;
  /** Owners in scope. */
  readonly schemas: readonly string[];
  wants(...kinds: readonly SchemaObjectKind[]): boolean;
  query<R extends object>(sql: string): Promise<readonly R[]>;
  /** The condition that a column with an owner names one in scope. */
  inScope(column: string): string;
}

/** A key for what belongs to an object of an owner. */
export const placeKey = (owner: string, name: string): string => `${owner}\n${name}`;

export async function createReader(connection: Connection, sql: SqlContext, scope: IntrospectScope): Promise<Reader> {
  const session = sql.defaultSchema ?? connection.info.schema ?? connection.info.user;
  const wanted = scope.schemas?.map((name) => given(name)).filter((name) => name !== undefined) ?? [session];
  const users = await connection.query<{ name: string }>(
    `SELECT username AS "name" FROM all_users WHERE username IN (${[...wanted, ...wanted].map(() => '?').join(', ')})`,
    [...wanted, ...wanted.map((name) => name.toUpperCase())],
  );
  const known = users.map(({ name }) => name);
  const schemas = [
    ...new Set(wanted.flatMap((name) => known.find((one) => one === name) ?? known.find((one) => one === name.toUpperCase()) ?? [])),
  ];
  const same = schemas.find((name) => name.toUpperCase() === session.toUpperCase());
  const literals = schemas.map((name) => `'${name.replaceAll("'", "''")}'`).join(', ');
  return {
    defaultSchema: same ?? (schemas.length === 1 ? (schemas[0] ?? session) : session),
    schemas,
    wants: (...kinds) => scope.kinds === undefined || kinds.some((kind) => scope.kinds?.has(kind)),
    query: (text) => connection.query(text),
    inScope: (column) => (schemas.length === 0 ? '1 = 0' : `${column} IN (${literals})`),
  };
}
