import { fail } from '../../core/error.js';
import { javaDoubleText } from '../../core/java-number.js';

/** A value as the driver hands it out in its mode for exact integers: these are bigints, and only numbers with a fraction are numbers. */
export type StoredValue = null | bigint | number | string | Uint8Array;

/** A value to bind. The driver ends the process on booleans, and takes only what SQLite can store. */
export function bindable(value: unknown): StoredValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value === 'bigint' || typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (value instanceof Date) return localTimestamp(value);
  return fail('INTERNAL', { message: `a value of type ${typeof value} cannot be bound to a statement`, dialect: 'sqlite' });
}

const two = (number: number): string => String(number).padStart(2, '0');

/** `2020-01-31 13:14:15` in local time, the way Liquibase writes times into text columns; a fraction only where there is one. */
function localTimestamp(date: Date): string {
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const milliseconds = date.getMilliseconds();
  const fraction = milliseconds === 0 ? '' : `.${String(milliseconds).padStart(3, '0')}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}${fraction}`;
}

/** A stored value for programs: integers as numbers where that is exact. */
export function readValue(value: StoredValue): unknown {
  return typeof value === 'bigint' && BigInt(Number(value)) === value && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** A stored value as the JDBC driver prints it: whole REAL numbers keep `.0`, the bytes of a BLOB are taken for UTF-8. */
export function valueText(value: StoredValue): string | null {
  if (value === null) return null;
  if (typeof value === 'number') return javaDoubleText(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value);
}
