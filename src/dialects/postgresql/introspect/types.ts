import type { ObjectName } from '../../../model/names.js';
import type { CompositeType, DomainType, EnumType } from '../../../model/schema-code.js';
import type { CheckConstraint } from '../../../model/schema-table.js';
import { collationName } from './collation-name.js';
import { columnType, typeColumns, type TypeRow } from './column-type.js';
import type { RelationColumns } from './columns.js';
import { columnDefault } from './default-value.js';
import type { Reader } from './reader.js';

interface UserTypeRow {
  readonly oid: number;
  readonly schema: string;
  readonly namespace: number;
  readonly name: string;
  readonly kind: string;
  readonly relation: number;
  readonly relation_kind: string | null;
  readonly labels: string | null;
}

interface DomainRow extends TypeRow {
  readonly oid: number;
  readonly required: boolean;
  readonly default: string | null;
  readonly collation: string | null;
}

/** The types that users made. */
export interface UserTypes {
  /** Enums, domains, composite types and the like of any schema, by OID; without those of extensions. */
  readonly names: ReadonlyMap<number, ObjectName>;
  /** Those in scope. */
  readonly rows: readonly UserTypeRow[];
}

/** Enums, domains and composite types, by OID. Row types of tables are none. */
export async function readUserTypes(reader: Reader): Promise<UserTypes> {
  const rows = await reader.query<UserTypeRow>(
    `SELECT t.oid, n.nspname AS schema, n.oid AS namespace, t.typname AS name, t.typtype::text AS kind, t.typrelid AS relation,
       c.relkind::text AS relation_kind,
       CASE t.typtype WHEN 'e' THEN (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder)::text FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid)
         END AS labels
     FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
     WHERE t.typtype IN ('e', 'd', 'c', 'r') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`,
  );
  const own = rows.filter(({ oid }) => !reader.isBrought('pg_type', oid));
  return {
    names: new Map(own.map(({ oid, schema, name }) => [oid, { schema, name }])),
    rows: own.filter((row) => reader.schemas.has(row.namespace) && (row.relation_kind === null || row.relation_kind === 'c')),
  };
}

export function enumTypes(reader: Reader, { rows }: UserTypes): ReadonlyMap<number, EnumType> {
  return new Map(
    rows
      .filter(({ kind }) => kind === 'e')
      .map(({ oid, schema, name, labels }) => [
        oid,
        {
          kind: 'enum',
          schema,
          name,
          values: labels === null ? [] : (JSON.parse(labels) as readonly string[]),
          remarks: reader.remarks('pg_type', oid),
        },
      ]),
  );
}

export function compositeTypes(
  reader: Reader,
  { rows }: UserTypes,
  columns: ReadonlyMap<number, RelationColumns>,
): ReadonlyMap<number, CompositeType> {
  return new Map(
    rows
      .filter(({ kind }) => kind === 'c')
      .map(({ oid, schema, name, relation }) => [
        oid,
        {
          kind: 'compositeType',
          schema,
          name,
          attributes: (columns.get(relation)?.columns ?? []).map((column) => ({
            name: column.name,
            type: column.type,
            collation: column.collation,
            remarks: column.remarks,
          })),
          remarks: reader.remarks('pg_type', oid),
        },
      ]),
  );
}

/** Domains in scope, by OID. */
export async function readDomains(
  reader: Reader,
  { names, rows }: UserTypes,
  checks: ReadonlyMap<number, readonly CheckConstraint[]>,
): Promise<ReadonlyMap<number, DomainType>> {
  const domains = new Map(rows.filter(({ kind }) => kind === 'd').map((row) => [row.oid, row]));
  if (domains.size === 0) return new Map();
  const type = typeColumns('d.typbasetype', 'd.typtypmod');
  const found = await reader.query<DomainRow>(
    `SELECT d.oid, d.typnotnull AS required, pg_catalog.pg_get_expr(d.typdefaultbin, 0) AS default, ${collationName('o')} AS collation, ${type.select}
     FROM pg_catalog.pg_type d ${type.join}
     LEFT JOIN pg_catalog.pg_collation o ON o.oid = d.typcollation AND d.typcollation <> t.typcollation
     WHERE d.oid IN (${[...domains.keys()].join(', ')})`,
  );
  return new Map(
    found.map((row) => {
      const base = columnType(row, names);
      const { schema, name } = domains.get(row.oid) ?? { schema: '', name: '' };
      return [
        row.oid,
        {
          kind: 'domain',
          schema,
          name,
          type: base,
          nullable: !row.required,
          default: row.default === null ? undefined : columnDefault(row.default, base, reader.defaultSchema),
          collation: row.collation ?? undefined,
          checkConstraints: checks.get(row.oid) ?? [],
          remarks: reader.remarks('pg_type', row.oid),
        },
      ];
    }),
  );
}
