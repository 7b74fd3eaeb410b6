import { readInteger, readLocalTimestamp } from '../read-values.js';

/** One value on its way through `mysql2`'s typeCast. */
export interface Field {
  readonly type: string;
  readonly length: number;
  buffer(): Buffer | null;
}

/** A column of an answer, as `mysql2` describes it. */
export interface Column {
  readonly name: string;
  /** https://dev.mysql.com/doc/dev/mysql-server/latest/field__types_8h.html */
  readonly columnType: number;
  readonly columnLength: number;
}

/**
 * Turns what `mysql2` makes of a column's values into what `Connection.query` promises; undefined where that is the same. Its own typeCast
 * would make two functions for every value.
 */
export function valueReader({ columnType, columnLength }: Column): ((value: unknown) => unknown) | undefined {
  switch (columnType) {
    case LONGLONG:
      return (value) => readInteger(value as string);
    case TIMESTAMP:
    case DATETIME:
      return (value) => readLocalTimestamp(value as string) ?? value;
    case BIT:
      return (value) => {
        const bytes = value as Buffer;
        return columnLength === 1 ? bytes.at(-1) === 1 : readInteger(BigInt(`0x${bytes.toString('hex')}`).toString());
      };
    default:
      return undefined;
  }
}

const [TIMESTAMP, LONGLONG, DATETIME, BIT] = [7, 8, 12, 16];

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
