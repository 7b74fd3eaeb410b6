import type { Column } from 'mssql';
import { readInteger } from '../read-values.js';

type Types = Readonly<Record<string, unknown>>;

/** A moment as the package hands it out: what milliseconds cannot hold comes beside. */
type Moment = Date & { readonly nanosecondsDelta?: number };

/** What `Connection.query` promises, from what the package makes of a column. */
export function typedValue(value: unknown, { type, scale }: Column, types: Types): unknown {
  if (value === null || value === undefined) return null;
  if (type === types['BigInt']) return readInteger(String(value));
  if ((type === types['Decimal'] || type === types['Numeric']) && typeof value === 'number') return decimal(value, scale ?? 0);
  return value;
}

/**
 * A value as Microsoft's JDBC driver prints it. Decimals beyond 15 digits lose the rest, because the package reads them as floating-point
 * numbers.
 */
export function textValue(value: unknown, { type, scale }: Column, types: Types): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex').toUpperCase();
  if (value instanceof Date) return momentText(value, type, scale ?? 3, types);
  if (typeof value === 'number') {
    if (type === types['Money'] || type === types['SmallMoney']) return value.toFixed(4);
    if (type === types['Decimal'] || type === types['Numeric']) return decimal(value, scale ?? 0);
    if (type === types['Float'] || type === types['Real']) return Number.isInteger(value) ? `${value}.0` : String(value);
  }
  return String(value);
}

const two = (part: number): string => String(part).padStart(2, '0');

const decimal = (value: number, scale: number): string => value.toFixed(Math.min(scale, 100));

function momentText(value: Moment, type: unknown, scale: number, types: Types): string {
  const date = `${String(value.getFullYear()).padStart(4, '0')}-${two(value.getMonth() + 1)}-${two(value.getDate())}`;
  if (type === types['Date']) return date;
  const digits = type === types['SmallDateTime'] ? 1 : type === types['DateTime'] ? 3 : scale;
  const fraction = (value.getMilliseconds() / 1000 + (value.nanosecondsDelta ?? 0)).toFixed(7).slice(2, 2 + digits);
  const time = `${two(value.getHours())}:${two(value.getMinutes())}:${two(value.getSeconds())}${fraction === '' ? '' : `.${fraction}`}`;
  if (type === types['Time']) return time;
  return type === types['DateTimeOffset'] ? `${date} ${time} ${offsetText(value)}` : `${date} ${time}`;
}

function offsetText(value: Date): string {
  const minutes = -value.getTimezoneOffset();
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}
