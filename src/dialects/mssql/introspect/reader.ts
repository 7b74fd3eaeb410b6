import type { SchemaObjectKind } from '../../../model/schema-ref.js';
import type { IntrospectScope, SqlContext } from '../../dialect.js';
import type { Connection } from '../../driver.js';
import { given } from '../../identifiers.js';

/** What the parts of introspection share. */
export interface Reader {
  readonly defaultSchema: string;
  /** Schemas in scope, by id. */
  readonly schemas: ReadonlyMap<number, string>;
  wants(...kinds: readonly SchemaObjectKind[]): boolean;
  query<R extends object>(sql: string): Promise<readonly R[]>;
  /** The condition that a column with a schema's id names one in scope. */
  inScope(column: string): string;
  /** The MS_Description of an object, or of one of its columns. */
  remarks(object: number, column?: number): string | undefined;
}

/** Source: https://learn.microsoft.com/sql/relational-databases/system-catalog-views/extended-properties-catalog-views-sys-extended-properties */
export async function createReader(connection: Connection, sql: SqlContext, scope: IntrospectScope): Promise<Reader> {
  const session = sql.defaultSchema ?? connection.info.schema ?? 'dbo';
  const wanted = scope.schemas?.map((name) => given(name)).filter((name) => name !== undefined) ?? [session];
  // The collation of the database decides about the case of names.
  const found = await connection.query<{ id: number; name: string }>(
    `SELECT schema_id AS id, name AS name FROM sys.schemas WHERE name IN (${wanted.map(() => '?').join(', ')})`,
    wanted,
  );
  const schemas = new Map(found.map(({ id, name }) => [id, name]));
  const comments = await connection.query<{ object: number; part: number; text: string }>(
    `SELECT major_id AS object, minor_id AS part, CAST(value AS nvarchar(4000)) AS text FROM sys.extended_properties
     WHERE class = 1 AND name = N'MS_Description'`,
  );
  const texts = new Map(comments.map(({ object, part, text }) => [`${object} ${part}`, text]));
  const names = [...schemas.values()];
  const same = names.find((name) => name.toLowerCase() === session.toLowerCase());
  return {
    defaultSchema: same ?? (names.length === 1 ? (names[0] ?? session) : session),
    schemas,
    wants: (...kinds) => scope.kinds === undefined || kinds.some((kind) => scope.kinds?.has(kind)),
    query: (text) => connection.query(text),
    inScope: (column) => `${column} IN (${[...schemas.keys()].join(', ') || '-1'})`,
    remarks: (object, column = 0) => texts.get(`${object} ${column}`),
  };
}
