import type { Column, Package } from 'oracledb';
import { readInteger } from '../read-values.js';

/** Numbers come as text, so that no digit is lost; long texts and bytes come whole instead of as handles. */
export function fetchType(oracledb: Package): (column: Column) => { readonly type: unknown } | undefined {
  const texts: ReadonlySet<unknown> = new Set([
    oracledb.DB_TYPE_NUMBER,
    oracledb.DB_TYPE_CLOB,
    oracledb.DB_TYPE_NCLOB,
    oracledb.DB_TYPE_LONG,
  ]);
  return ({ dbType }) =>
    texts.has(dbType) ? { type: oracledb.DB_TYPE_VARCHAR } : dbType === oracledb.DB_TYPE_BLOB ? { type: oracledb.DB_TYPE_RAW } : undefined;
}

/** What `Connection.query` promises. */
export function typedValue(value: unknown, { dbType }: Column, oracledb: Package): unknown {
  if (dbType !== oracledb.DB_TYPE_NUMBER || typeof value !== 'string') return value ?? null;
  return /^-?\d+$/.test(value) ? readInteger(value) : value;
}

/** A value as Oracle's JDBC driver prints it. */
export function textValue(value: unknown, { dbType }: Column, oracledb: Package): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex').toUpperCase();
  if (value instanceof Date) return momentText(value, dbType === oracledb.DB_TYPE_DATE);
  // Documents and vectors.
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

const part = (number: number, digits = 2): string => String(number).padStart(digits, '0');

function momentText(value: Date, isDate: boolean): string {
  const day = `${part(value.getFullYear(), 4)}-${part(value.getMonth() + 1)}-${part(value.getDate())}`;
  const time = `${part(value.getHours())}:${part(value.getMinutes())}:${part(value.getSeconds())}`;
  if (isDate) return `${day} ${time}`;
  // At least one digit follows the seconds of a timestamp.
  return `${day} ${time}.${part(value.getMilliseconds(), 3).replace(/0{1,2}$/, '')}`;
}
