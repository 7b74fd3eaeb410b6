import type { ObjectName } from '../../../model/names.js';
import type { ColumnIdentity } from '../../../model/schema-column.js';
import type { Sequence } from '../../../model/schema-code.js';
import { optionsOf } from '../../introspect/options.js';
import type { Reader } from './reader.js';
import { usualName } from '../usual-name.js';

/** The sequence that a column owns. */
export interface OwnedSequence {
  readonly oid: number;
  /** It is what the types serial, smallserial and bigserial make. */
  readonly isSerial: boolean;
  /** It came with an identity column. */
  readonly isInternal: boolean;
  /** What an identity column says of it where not the default. */
  readonly options: Omit<ColumnIdentity, 'generation'>;
}

interface SequenceRow {
  readonly oid: number;
  readonly schema: number;
  readonly name: string;
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly cache: string;
  readonly cycle: boolean;
  readonly persists_alike: boolean;
  readonly unlogged: boolean;
  readonly owner_kind: string | null;
  readonly table_oid: number | null;
  readonly table_schema: number | null;
  readonly table_name: string | null;
  readonly column_number: number | null;
  readonly column_name: string | null;
  readonly column_type: string | null;
}

export interface Sequences {
  /** By `table OID column number`. */
  readonly owned: ReadonlyMap<string, OwnedSequence>;
  /** All in scope, those behind serial and identity columns among them, by OID. */
  readonly sequences: ReadonlyMap<number, Sequence>;
  /** OIDs of those that come with their column. */
  readonly implied: ReadonlySet<number>;
}

/** Sequences in scope. Source: https://www.postgresql.org/docs/current/catalog-pg-sequence.html */
export async function readSequences(reader: Reader): Promise<Sequences> {
  const rows = await reader.query<SequenceRow>(
    `SELECT c.oid, c.relnamespace AS schema, c.relname AS name, pg_catalog.format_type(s.seqtypid, NULL) AS type, s.seqstart::text AS start,
       s.seqincrement::text AS increment, s.seqmin::text AS minimum, s.seqmax::text AS maximum, s.seqcache::text AS cache, s.seqcycle AS cycle,
       c.relpersistence = COALESCE(t.relpersistence, 'p') AS persists_alike, c.relpersistence = 'u' AS unlogged, d.deptype::text AS owner_kind, t.oid AS table_oid, t.relnamespace AS table_schema,
       t.relname AS table_name, a.attnum AS column_number, a.attname AS column_name, pg_catalog.format_type(a.atttypid, NULL) AS column_type
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
     LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
       AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
     LEFT JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
     LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
     WHERE ${reader.inScope('c.relnamespace')}`,
  );
  const own = rows.filter(({ oid }) => !reader.isBrought('pg_class', oid));
  const owned = new Map(
    own
      .filter((row) => row.table_oid !== null)
      .map((row): [string, OwnedSequence] => [`${row.table_oid} ${row.column_number}`, ownedSequence(reader, row)]),
  );
  const implied = [...owned.values()].filter(({ isSerial, isInternal }) => isSerial || isInternal).map(({ oid }) => oid);
  return { owned, sequences: new Map(own.map((row) => [row.oid, sequence(reader, row)])), implied: new Set(implied) };
}

function ownedSequence(reader: Reader, row: SequenceRow): OwnedSequence {
  const options = limits(row);
  const isUsual = row.name === usualName(row.table_name ?? '', row.column_name ?? '', 'seq') && row.schema === row.table_schema;
  const isInternal = row.owner_kind === 'i';
  return {
    oid: row.oid,
    isInternal,
    isSerial:
      !isInternal &&
      isUsual &&
      row.type === row.column_type &&
      row.persists_alike &&
      reader.remarks('pg_class', row.oid) === undefined &&
      Object.values(options).every((value) => value === undefined),
    options: { ...options, sequence: isUsual ? undefined : nameOf(reader, row) },
  };
}

const nameOf = (reader: Reader, row: SequenceRow): ObjectName => ({ schema: reader.schemas.get(row.schema), name: row.name });

function sequence(reader: Reader, row: SequenceRow): Sequence {
  const { table_name: table, table_schema: schema, column_name: column } = row;
  return {
    kind: 'sequence',
    ...nameOf(reader, row),
    dataType: row.type === 'bigint' ? undefined : row.type,
    ...limits(row),
    ownedBy: table === null || column === null ? undefined : { table: { schema: reader.schemas.get(schema ?? 0), name: table }, column },
    remarks: reader.remarks('pg_class', row.oid),
    options: optionsOf({ unlogged: row.unlogged && 'true' }),
  };
}

/** Source: https://www.postgresql.org/docs/current/sql-createsequence.html, the defaults of each clause. */
function limits(row: SequenceRow): Omit<ColumnIdentity, 'generation' | 'sequence'> {
  const isAscending = !row.increment.startsWith('-');
  const [lowest, highest] = ranges[row.type] ?? ranges.bigint;
  const minimum = isAscending ? '1' : lowest;
  const maximum = isAscending ? highest : '-1';
  return {
    start: row.start === (isAscending ? row.minimum : row.maximum) ? undefined : row.start,
    increment: row.increment === '1' ? undefined : row.increment,
    minimum: row.minimum === minimum ? undefined : row.minimum,
    maximum: row.maximum === maximum ? undefined : row.maximum,
    cache: row.cache === '1' ? undefined : row.cache,
    cycle: row.cycle || undefined,
  };
}

const ranges: Readonly<Record<string, readonly [string, string]>> & { readonly bigint: readonly [string, string] } = {
  smallint: ['-32768', '32767'],
  integer: ['-2147483648', '2147483647'],
  bigint: ['-9223372036854775808', '9223372036854775807'],
};
