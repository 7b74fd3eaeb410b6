import type { ObjectName } from '../../../model/names.js';
import type { ColumnType } from '../../../model/schema-column.js';

/** Columns of a query that `columnType` reads; made by `typeColumns`. */
export interface TypeRow {
  readonly type: string;
  readonly base: string;
  readonly modifier: number;
  readonly array: boolean;
  /** OID of the type, or of an array's elements. */
  readonly element: number;
}

/** Select list for `TypeRow`, and the joins that it needs, for columns that hold a type's OID and its modifier. */
export function typeColumns(oid: string, modifier: string): { readonly select: string; readonly join: string } {
  return {
    select: `pg_catalog.format_type(${oid}, ${modifier}) AS type, ${modifier} AS modifier, (t.typelem <> 0 AND t.typlen = -1 AND t.typcategory = 'A') AS array,
      pg_catalog.format_type(CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN t.typelem ELSE t.oid END, NULL) AS base,
      CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN t.typelem ELSE t.oid END AS element`,
    join: `JOIN pg_catalog.pg_type t ON t.oid = ${oid}`,
  };
}

/**
 * The type of a column. What a modifier means is up to the type.
 * Source: https://github.com/postgres/postgres/blob/REL_15_STABLE/src/backend/utils/adt/numeric.c (numerictypmodout) and its like.
 */
export function columnType(row: TypeRow, userTypes: ReadonlyMap<number, ObjectName>): ColumnType {
  return {
    text: row.type,
    base: row.base,
    ...(row.modifier >= 0 && modifierOf(row.base, row.modifier)),
    array: row.array || undefined,
    definedBy: userTypes.get(row.element),
  };
}

/** The four bytes that the length word of a value takes, which some modifiers count in. */
const HEADER = 4;
/** The modifier of an interval whose seconds have all their digits. */
const FULL_PRECISION = 0xffff;

function modifierOf(base: string, modifier: number): Pick<ColumnType, 'length' | 'precision' | 'scale'> {
  if (base === 'character varying' || base === 'character') return { length: modifier - HEADER };
  if (base === 'bit' || base === 'bit varying') return { length: modifier };
  if (base === 'numeric') {
    // Scales of eleven bits with a sign since version 15.
    const scale = (((modifier - HEADER) & 0x7ff) ^ 1024) - 1024;
    return { precision: ((modifier - HEADER) >> 16) & 0xffff, scale };
  }
  if (/^time(?:stamp)? /.test(base)) return { precision: modifier };
  if (base === 'interval' && (modifier & 0xffff) !== FULL_PRECISION) return { precision: modifier & 0xffff };
  return {};
}
