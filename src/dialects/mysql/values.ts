import { readInteger, readLocalTimestamp } from '../read-values.js';

/** One value on its way through `mysql2`'s typeCast. */
export interface Field {
  readonly type: string;
  readonly length: number;
  buffer(): Buffer | null;
}

/** What `Connection.query` promises; types that are not listed are the driver's own business: text, or bytes. */
export function typedValue(field: Field, next: () => unknown): unknown {
  switch (field.type) {
    case 'LONGLONG':
      return mapText(field, readInteger);
    case 'TIMESTAMP':
    case 'DATETIME':
      return mapText(field, (text) => readLocalTimestamp(text) ?? text);
    case 'DATE':
    case 'NEWDATE':
      return mapText(field, (text) => text);
    case 'BIT': {
      const bytes = field.buffer();
      if (bytes === null) return null;
      return field.length === 1 ? bytes.at(-1) === 1 : readInteger(BigInt(`0x${bytes.toString('hex')}`).toString());
    }
    default:
      return next();
  }
}

/**
 * A value as the JDBC driver of the product prints it: the server's text; bits as a number by Connector/J, as `b'101'` by MariaDB's.
 */
export function textValue(product: 'MySQL' | 'MariaDB'): (field: Field) => string | null {
  return (field) => {
    const bytes = field.buffer();
    if (bytes === null) return null;
    if (field.type !== 'BIT') return bytes.toString('utf8');
    const bits = BigInt(`0x${bytes.toString('hex') || '0'}`);
    return product === 'MySQL' ? bits.toString() : `b'${bits === 0n ? '' : bits.toString(2)}'`;
  };
}

function mapText<T>(field: Field, read: (text: string) => T): T | null {
  const bytes = field.buffer();
  return bytes === null ? null : read(bytes.toString('latin1'));
}

/**
 * A value as a literal that reads the same in every sql_mode: with NO_BACKSLASH_ESCAPES a backslash means itself, without it an escape, so
 * text with one is written in hexadecimal.
 */
export function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString('hex')}'`;
  const text = String(value);
  return text.includes('\\') ? `_utf8mb4 X'${Buffer.from(text).toString('hex')}'` : `'${text.replaceAll("'", "''")}'`;
}
