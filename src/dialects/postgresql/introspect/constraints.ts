import type { ObjectName } from '../../../model/names.js';
import type {
  CheckConstraint,
  ConstraintTiming,
  ExclusionConstraint,
  ForeignKey,
  PrimaryKey,
  ReferentialAction,
  UniqueConstraint,
} from '../../../model/schema-table.js';
import { optionsOf } from '../../introspect/options.js';
import type { readAttached } from './attached.js';
import type { RelationColumns } from './columns.js';
import { storageParameters } from './relations.js';
import type { Reader } from './reader.js';
import { stripParentheses } from '../../introspect/strip-parentheses.js';

interface ConstraintRow {
  readonly oid: number;
  readonly table_oid: number;
  readonly domain: number;
  readonly name: string;
  readonly kind: string;
  readonly keys: string | null;
  readonly referenced: number;
  readonly referenced_schema: string | null;
  readonly referenced_name: string | null;
  readonly referenced_keys: string | null;
  readonly referenced_columns: string | null;
  readonly on_update: string;
  readonly on_delete: string;
  readonly match: string;
  readonly deferrable: boolean;
  readonly deferred: boolean;
  readonly validated: boolean;
  readonly no_inherit: boolean;
  readonly expression: string | null;
  readonly definition: string | null;
  readonly set_columns: string | null;
  readonly index_oid: number | null;
  /** The index behind it is not whole, for partitions have none. */
  readonly only: boolean | null;
  readonly include: string | null;
  readonly tablespace: string | null;
  readonly parameters: string | null;
  readonly clustered: boolean | null;
  readonly replica_identity: boolean | null;
  readonly nulls_not_distinct: boolean | null;
  readonly enforced: boolean;
  readonly without_overlaps: boolean;
}

export interface RelationConstraints {
  readonly primaryKey?: PrimaryKey | undefined;
  readonly uniqueConstraints: readonly UniqueConstraint[];
  readonly checkConstraints: readonly CheckConstraint[];
  readonly exclusionConstraints: readonly ExclusionConstraint[];
  readonly foreignKeys: readonly ForeignKey[];
}

export interface Constraints {
  /** By the OID of the table. */
  readonly ofTables: ReadonlyMap<number, RelationConstraints>;
  /** By the OID of the domain. */
  readonly ofDomains: ReadonlyMap<number, readonly CheckConstraint[]>;
}

const actions: Readonly<Record<string, ReferentialAction>> = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
};

type Attached = Awaited<ReturnType<typeof readAttached>>;
type Found = PrimaryKey | UniqueConstraint | CheckConstraint | ExclusionConstraint | ForeignKey;

/**
 * Constraints of tables and domains in scope. What a partition or child has from its parent is left out.
 * Source: https://www.postgresql.org/docs/current/catalog-pg-constraint.html
 */
export async function readConstraints(
  reader: Reader,
  columns: ReadonlyMap<number, RelationColumns>,
  attached: Attached,
): Promise<Constraints> {
  const { version } = reader;
  const rows = await reader.query<ConstraintRow>(
    `SELECT k.oid, k.conrelid AS table_oid, k.contypid AS domain, k.conname AS name, k.contype::text AS kind, array_to_json(k.conkey)::text AS keys,
       k.confrelid AS referenced, rn.nspname AS referenced_schema, r.relname AS referenced_name, array_to_json(k.confkey)::text AS referenced_keys,
       CASE WHEN k.confrelid <> 0 AND NOT ${reader.inScope('r.relnamespace')} THEN (SELECT json_agg(a.attname ORDER BY f.at)::text
         FROM unnest(k.confkey) WITH ORDINALITY AS f(number, at)
         JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = f.number) END AS referenced_columns,
       k.confupdtype::text AS on_update, k.confdeltype::text AS on_delete, k.confmatchtype::text AS match, k.condeferrable AS deferrable,
       k.condeferred AS deferred, k.convalidated AS validated, k.connoinherit AS no_inherit,
       CASE k.contype WHEN 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid) END AS expression,
       CASE k.contype WHEN 'x' THEN pg_catalog.pg_get_constraintdef(k.oid) END AS definition,
       ${version >= 15 ? 'array_to_json(k.confdelsetcols)::text' : 'NULL'} AS set_columns,
       i.indexrelid AS index_oid, x.relkind = 'I' AND NOT i.indisvalid AS only, CASE WHEN i.indnatts > i.indnkeyatts THEN i.indkey::text END AS include, s.spcname AS tablespace,
       array_to_json(x.reloptions)::text AS parameters, i.indisclustered AS clustered, i.indisreplident AS replica_identity,
       ${version >= 15 ? 'i.indnullsnotdistinct' : 'false'} AS nulls_not_distinct,
       ${version >= 18 ? 'k.conenforced' : 'true'} AS enforced, ${version >= 18 ? 'k.conperiod' : 'false'} AS without_overlaps
     FROM pg_catalog.pg_constraint k LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
     LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
     LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
     LEFT JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = x.reltablespace
     WHERE ${reader.inScope('k.connamespace')} AND k.contype IN ('p', 'u', 'c', 'x', 'f') AND k.conislocal AND k.conparentid = 0
     ORDER BY k.conname COLLATE "C"`,
  );
  const ofTables = new Map<number, Found[]>();
  const ofDomains = new Map<number, CheckConstraint[]>();
  for (const row of rows) {
    const constraint = read(reader, row, columns, attached);
    if (row.domain !== 0 && constraint.kind === 'checkConstraint') add(ofDomains, row.domain, constraint);
    else add(ofTables, row.table_oid, constraint);
  }
  return { ofTables: new Map([...ofTables].map(([oid, found]) => [oid, byKind(found)])), ofDomains };
}

function add<V>(map: Map<number, V[]>, key: number, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function byKind(found: readonly Found[]): RelationConstraints {
  const of = <K extends Found['kind']>(kind: K): readonly Extract<Found, { kind: K }>[] =>
    found.filter((one): one is Extract<Found, { kind: K }> => one.kind === kind);
  return {
    primaryKey: of('primaryKey')[0],
    uniqueConstraints: of('uniqueConstraint'),
    checkConstraints: of('checkConstraint'),
    exclusionConstraints: of('exclusionConstraint'),
    foreignKeys: of('foreignKey'),
  };
}

function read(reader: Reader, row: ConstraintRow, columns: ReadonlyMap<number, RelationColumns>, attached: Attached): Found {
  const timing: ConstraintTiming = {
    deferrable: row.deferrable || undefined,
    initiallyDeferred: row.deferred || undefined,
    // What is not enforced is not validated either.
    notValidated: row.validated || !row.enforced ? undefined : true,
    disabled: row.enforced ? undefined : true,
  };
  const remarks = reader.remarks('pg_constraint', row.oid);
  const names = (table: number, numbers: string | null): readonly string[] =>
    numbers === null ? [] : (JSON.parse(numbers) as readonly number[]).map((number) => columns.get(table)?.names.get(number) ?? '');
  const { name } = row;
  if (row.kind === 'c') {
    const expression = stripParentheses(row.expression ?? '');
    return { kind: 'checkConstraint', name, expression, noInherit: row.no_inherit || undefined, ...timing, remarks };
  }
  if (row.kind === 'x') return { kind: 'exclusionConstraint', name, definition: row.definition ?? '', ...timing, remarks };
  const own = names(row.table_oid, row.keys);
  if (row.kind === 'f') {
    const references: ObjectName = { schema: row.referenced_schema ?? undefined, name: row.referenced_name ?? '' };
    return {
      kind: 'foreignKey',
      name,
      columns: own,
      references,
      referencedColumns:
        row.referenced_columns === null
          ? names(row.referenced, row.referenced_keys)
          : (JSON.parse(row.referenced_columns) as readonly string[]),
      onDelete: actions[row.on_delete] ?? 'no action',
      onUpdate: actions[row.on_update] ?? 'no action',
      match: row.match === 'f' ? 'full' : row.match === 'p' ? 'partial' : undefined,
      ...timing,
      remarks,
      attached: attached.ofKeys.get(row.oid),
      options: optionsOf({
        'on delete columns': names(row.table_oid, row.set_columns).join(', '),
        period: row.without_overlaps && 'true',
      }),
    };
  }
  const keyCount = own.length;
  return {
    kind: row.kind === 'p' ? 'primaryKey' : 'uniqueConstraint',
    name,
    columns: own,
    ...timing,
    include: row.include === null ? undefined : names(row.table_oid, `[${row.include.split(' ').slice(keyCount).join(',')}]`),
    tablespace: row.tablespace ?? undefined,
    clustered: row.clustered || undefined,
    remarks,
    attached: attached.ofIndexes.get(row.index_oid ?? 0),
    options: optionsOf({
      ...storageParameters(row.parameters),
      'nulls not distinct': row.nulls_not_distinct && 'true',
      'replica identity': row.replica_identity === true && 'true',
      'without overlaps': row.without_overlaps && 'true',
      only: row.only === true && 'true',
    }),
  };
}
