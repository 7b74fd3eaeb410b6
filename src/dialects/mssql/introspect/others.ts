import type { Grant, Unmodelled } from '../../../model/schema.js';
import type { Sequence, Synonym } from '../../../model/schema-code.js';
import type { ObjectRef } from '../../../model/schema-ref.js';
import { grantsOf } from '../../introspect/grants.js';
import type { Reader } from './reader.js';

interface SequenceRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly cycle: boolean;
  readonly is_cached: boolean;
  readonly cache: number | null;
}

const ranges: Readonly<Record<string, readonly [string, string]>> = {
  tinyint: ['0', '255'],
  smallint: ['-32768', '32767'],
  int: ['-2147483648', '2147483647'],
  bigint: ['-9223372036854775808', '9223372036854775807'],
};

/** Source: https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-sequences-transact-sql */
export async function readSequences(reader: Reader): Promise<readonly (Sequence & { readonly id: number })[]> {
  const number = (column: string): string => `CAST(q.${column} AS nvarchar(40))`;
  const rows = await reader.query<SequenceRow>(
    `SELECT q.object_id AS id, s.name AS [schema], q.name AS name, t.name AS type, ${number('start_value')} AS start, ${number('increment')} AS increment,
       ${number('minimum_value')} AS minimum, ${number('maximum_value')} AS maximum, q.is_cycling AS cycle, q.is_cached AS is_cached, q.cache_size AS cache
     FROM sys.sequences q JOIN sys.schemas s ON s.schema_id = q.schema_id JOIN sys.types t ON t.user_type_id = q.user_type_id
     WHERE ${reader.inScope('q.schema_id')}`,
  );
  return rows.map((row) => {
    const [lowest, highest] = ranges[row.type] ?? [];
    return {
      kind: 'sequence',
      id: row.id,
      schema: row.schema,
      name: row.name,
      dataType: row.type === 'bigint' ? undefined : row.type,
      start: row.start === (row.increment.startsWith('-') ? row.maximum : row.minimum) ? undefined : row.start,
      increment: row.increment === '1' ? undefined : row.increment,
      minimum: row.minimum === lowest ? undefined : row.minimum,
      maximum: row.maximum === highest ? undefined : row.maximum,
      cache: row.is_cached ? row.cache?.toString() : '1',
      cycle: row.cycle || undefined,
      remarks: reader.remarks(row.id),
    };
  });
}

/** Source: https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-synonyms-transact-sql */
export async function readSynonyms(reader: Reader): Promise<readonly Synonym[]> {
  const rows = await reader.query<{ schema: string; name: string; target: string }>(
    `SELECT s.name AS [schema], y.name AS name, y.base_object_name AS target FROM sys.synonyms y JOIN sys.schemas s ON s.schema_id = y.schema_id
     WHERE ${reader.inScope('y.schema_id')}`,
  );
  return rows.map(({ schema, name, target }) => {
    const parts = [...target.matchAll(/\[((?:[^\]]|\]\])*)\]|[^.[\]]+/g)].map(([whole, quoted]) => quoted?.replaceAll(']]', ']') ?? whole);
    return { kind: 'synonym', schema, name, target: { schema: parts.at(-2), name: parts.at(-1) ?? target } };
  });
}

/** Source: https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-database-permissions-transact-sql */
export async function readGrants(reader: Reader, refs: ReadonlyMap<number, ObjectRef>): Promise<readonly Grant[]> {
  const rows = await reader.query<{ object: number; column: string | null; grantee: string; privilege: string; grantable: boolean }>(
    `SELECT p.major_id AS object, c.name AS [column], g.name AS grantee, p.permission_name AS privilege,
       CAST(CASE WHEN p.state = 'W' THEN 1 ELSE 0 END AS bit) AS grantable
     FROM sys.database_permissions p JOIN sys.database_principals g ON g.principal_id = p.grantee_principal_id
     LEFT JOIN sys.columns c ON c.object_id = p.major_id AND c.column_id = p.minor_id AND p.minor_id > 0
     WHERE p.class = 1 AND p.state IN ('G', 'W') AND p.major_id > 0`,
  );
  return grantsOf(
    rows.flatMap(({ object, column, grantee, privilege, grantable }) => {
      const ref = refs.get(object);
      if (ref === undefined) return [];
      const on: ObjectRef = column === null ? ref : { kind: 'column', schema: ref.schema, table: ref.name, name: column };
      return [{ on, grantee: grantee === 'public' ? 'PUBLIC' : grantee, privilege, grantable }];
    }),
  );
}

/** Objects that the model has no place for. Source: https://learn.microsoft.com/sql/relational-databases/system-catalog-views/object-catalog-views-transact-sql */
export async function readUnmodelled(reader: Reader): Promise<readonly Unmodelled[]> {
  const rows = await reader.query<{ kind: string; schema: string | null; name: string; definition: string | null }>(
    [
      `SELECT LOWER(REPLACE(o.type_desc, '_', ' ')) AS kind, s.name AS [schema], o.name AS name, CAST(NULL AS nvarchar(max)) AS definition FROM sys.objects o
        JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE o.is_ms_shipped = 0 AND o.parent_object_id = 0 AND ${reader.inScope('o.schema_id')}
        AND o.type NOT IN ('U', 'V', 'P', 'FN', 'IF', 'TF', 'TR', 'SO', 'SN', 'IT', 'S', 'TT')`,
      `SELECT 'table type', s.name, t.name, NULL FROM sys.table_types t JOIN sys.schemas s ON s.schema_id = t.schema_id
        WHERE t.is_user_defined = 1 AND ${reader.inScope('t.schema_id')}`,
      `SELECT 'alias type', s.name, t.name, NULL FROM sys.types t JOIN sys.schemas s ON s.schema_id = t.schema_id
        WHERE t.is_user_defined = 1 AND t.is_table_type = 0 AND ${reader.inScope('t.schema_id')}`,
      "SELECT 'database trigger', NULL, name, OBJECT_DEFINITION(object_id) FROM sys.triggers WHERE parent_class = 0 AND is_ms_shipped = 0",
      "SELECT 'partition function', NULL, name, NULL FROM sys.partition_functions WHERE is_system = 0",
      "SELECT 'partition scheme', NULL, name, NULL FROM sys.partition_schemes WHERE is_system = 0",
      "SELECT 'fulltext catalog', NULL, name, NULL FROM sys.fulltext_catalogs",
      "SELECT 'assembly', NULL, name, NULL FROM sys.assemblies WHERE CAST(is_user_defined AS int) = 1",
      "SELECT 'xml schema collection', NULL, name, NULL FROM sys.xml_schema_collections WHERE xml_collection_id > 65535",
    ].join(' UNION ALL '),
  );
  return rows.map(({ kind, schema, name, definition }) => ({
    kind,
    schema: schema ?? undefined,
    name,
    definition: definition ?? undefined,
  }));
}
