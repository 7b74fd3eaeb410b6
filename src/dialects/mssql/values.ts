import type { Column } from 'mssql';
import { fail } from '../../core/error.js';
import { readInteger } from '../read-values.js';

type Types = Readonly<Record<string, unknown>>;

/**
 * A moment as the package hands it out: what the column says, read as UTC, which has every hour of every day. What milliseconds cannot hold
 * comes beside; and the time zone where the column has one.
 */
type Moment = Date & { readonly nanosecondsDelta?: number; readonly offsetMinutes?: number };

/** What `Connection.query` promises, from what the package makes of a column. */
export function typedValue(value: unknown, column: Column, types: Types): unknown {
  if (value === null || value === undefined) return null;
  if (column.type === types['BigInt']) return readInteger(String(value));
  if (value instanceof Date) return hasZone(value, column, types) ? value : asLocal(value);
  return isDecimal(column, types) ? exactly(value, column) : value;
}

/** A value as Microsoft's JDBC driver prints it. */
export function textValue(value: unknown, column: Column, types: Types): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex').toUpperCase();
  if (value instanceof Date) return momentText(value, column, types);
  if (isDecimal(column, types)) return exactly(value, column);
  if (typeof value === 'number') {
    if (column.type === types['Float']) return floatText(value, String(value));
    if (column.type === types['Real']) return floatText(value, shortest(value));
  }
  return String(value);
}

/** The parameter that says what a clock on this machine shows at a moment. */
export function momentParameter(moment: Date): Date {
  const date = new Date(0);
  date.setUTCFullYear(moment.getFullYear(), moment.getMonth(), moment.getDate());
  date.setUTCHours(moment.getHours(), moment.getMinutes(), moment.getSeconds(), moment.getMilliseconds());
  return date;
}

/** What the column says, on a clock of this machine. */
function asLocal(moment: Date): Date {
  const date = new Date(2000, 0, 1);
  date.setFullYear(moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate());
  date.setHours(moment.getUTCHours(), moment.getUTCMinutes(), moment.getUTCSeconds(), moment.getUTCMilliseconds());
  return date;
}

const hasZone = (moment: Moment, { type }: Column, types: Types): boolean =>
  moment.offsetMinutes !== undefined || type === types['DateTimeOffset'];

const isDecimal = ({ type }: Column, types: Types): boolean =>
  type === types['Decimal'] || type === types['Numeric'] || type === types['Money'] || type === types['SmallMoney'];

/** Decimals come as texts; a number comes where the package could not be made to keep all digits, and is taken only where it has them. */
function exactly(value: unknown, { name, scale, precision = 19 }: Column): string {
  if (typeof value !== 'number') return String(value);
  if (precision > 15)
    fail('SQL_FAILED', {
      message: `this version of the package tedious cannot read all ${precision} digits of column ${name}`,
      hint: 'install the version of mssql that comes with this program, or cast the column to varchar',
      dialect: 'mssql',
    });
  return value.toFixed(scale ?? 0);
}

/** The shortest number that is the same in four bytes. */
function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(value);
}

/** Whole numbers have a point, as Java prints them. */
const floatText = (value: number, text: string): string => (Number.isInteger(value) && !text.includes('e') ? `${text}.0` : text);

const two = (part: number): string => String(part).padStart(2, '0');

function momentText(value: Moment, { type, scale = 7 }: Column, types: Types): string {
  const shown = new Date(value.getTime() + (value.offsetMinutes ?? 0) * 60_000);
  const date = `${String(shown.getUTCFullYear()).padStart(4, '0')}-${two(shown.getUTCMonth() + 1)}-${two(shown.getUTCDate())}`;
  if (type === types['Date']) return date;
  const digits = type === types['SmallDateTime'] ? 1 : type === types['DateTime'] ? 3 : scale;
  const fraction = (shown.getUTCMilliseconds() / 1000 + (value.nanosecondsDelta ?? 0)).toFixed(7).slice(2, 2 + digits);
  const time = `${two(shown.getUTCHours())}:${two(shown.getUTCMinutes())}:${two(shown.getUTCSeconds())}${fraction === '' ? '' : `.${fraction}`}`;
  if (type === types['Time']) return time;
  return hasZone(value, { name: '', type }, types) ? `${date} ${time} ${offsetText(value.offsetMinutes ?? 0)}` : `${date} ${time}`;
}

function offsetText(minutes: number): string {
  const [size, sign] = [Math.abs(minutes), minutes < 0 ? '-' : '+'];
  return `${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
