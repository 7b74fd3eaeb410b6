import { canonicalIsoDate } from '../../core/iso-date.js';
import { ChangelogError, fail } from '../../core/error.js';
import { isJavaNumber } from '../../core/java-number.js';
import { isOneExpression } from '../../core/one-expression.js';
import type { Value } from '../../model/value.js';
import type { ValueFiles } from '../shared/column.js';
import type { LoadColumn } from './columns.js';
import { isNowText, nowText } from './now.js';

const none: Value = { kind: 'null' };
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const trueWords = new Set(['true', 't', 'yes', 'y', '1']);
const falseWords = new Set(['false', 'f', 'no', 'n', '0']);

/**
 * The value of one field of the file, as its column's type asks for. An empty field takes the column's default; `NULL` in any case is NULL.
 * Source: Liquibase `LoadDataChange.generateStatements` (4.28.0).
 * @param schema schema of the table, where sequences are looked for.
 * @throws PARSE_INVALID_VALUE for a NOW that cannot be read, PARSE_CSV for a sequence column without a sequence.
 */
export function fieldValue(
  field: string,
  column: LoadColumn,
  schema: string | undefined,
  files: ValueFiles,
  now = () => new Date(),
): Value {
  const { config, type } = column;
  const text = field === '' ? config.defaultValue : field;
  if (text !== undefined && text.toLowerCase() === 'null') return none;
  if (text === undefined) return defaultValue(column);
  switch (type) {
    case 'boolean':
      return { kind: 'boolean', value: booleanOf(text) };
    case 'numeric':
      return numberOrExpression(text);
    case 'date':
    case 'datetime':
    case 'time':
      return text === '' ? none : dateOrExpression(text, column, now);
    case 'computed':
      return { kind: 'computed', sql: text };
    case 'sequence':
      return { kind: 'sequenceNext', sequence: text, schema };
    case 'blob':
      return { kind: 'blob', bytes: base64.test(text) ? Buffer.from(text, 'base64') : files.bytes(text) };
    case 'clob':
      return { kind: 'clob', text: files.text(text, config.encoding) };
    default:
      return (column.mayNameFile ? fileText(text, config.encoding, files) : undefined) ?? { kind: 'string', text };
  }
}

/**
 * The content of a file, where a value of a large text column names one: it ends like a file name, and the file exists. Liquibase takes every such value for a file name and fails on
 * other text; here other text is the value.
 */
function fileText(text: string, encoding: string | undefined, files: ValueFiles): Value | undefined {
  if (!/^[^\r\n]{1,250}\.\w{1,10}$/.test(text)) return undefined;
  try {
    return { kind: 'clob', text: files.text(text, encoding) };
  } catch (error) {
    if (error instanceof ChangelogError && (error.code === 'PARSE_FILE_NOT_FOUND' || error.code === 'PARSE_PATH_OUTSIDE')) return undefined;
    throw error;
  }
}

/** What an empty field gets. A text column gets the empty text; Liquibase leaves expressions among the other defaults out. */
function defaultValue({ config, type, name }: LoadColumn): Value {
  if (type === 'string') return { kind: 'string', text: '' };
  if (type === 'boolean' && config.defaultValueBoolean !== undefined) return { kind: 'boolean', value: config.defaultValueBoolean };
  if (type === 'numeric' && config.defaultValueNumeric !== undefined) return { kind: 'numeric', text: config.defaultValueNumeric };
  if ((type === 'date' || type === 'datetime' || type === 'time') && config.defaultValueDate !== undefined)
    return { kind: 'date', text: config.defaultValueDate };
  if (type === 'sequence') {
    return fail('PARSE_CSV', {
      message: `column ${name} takes its values from a sequence, and an empty field names none`,
      hint: 'name the sequence in defaultValue of the column',
    });
  }
  return config.defaultValueComputed === undefined || type === undefined ? none : { kind: 'computed', sql: config.defaultValueComputed };
}

function booleanOf(text: string): boolean {
  const word = text.trim().toLowerCase();
  return trueWords.has(word) || (!falseWords.has(word) && /^\d+$/.test(word) && Number(word) > 0);
}

function numberOrExpression(text: string): Value {
  const bare = text.startsWith('(') ? text.slice(1).replace(/\)$/, '') : text;
  return isJavaNumber(bare) && isOneExpression(bare) ? { kind: 'numeric', text: bare } : expression(text, 'number');
}

function dateOrExpression(text: string, { type }: LoadColumn, now: () => Date): Value {
  if (isNowText(text)) return { kind: 'date', text: nowText(text, type ?? '', now()) };
  const iso = canonicalIsoDate(text);
  return iso === undefined ? expression(text, 'date') : { kind: 'date', text: iso };
}

/** What is no value of its column's type is an expression for the database, as in Liquibase; but data must not become statements. */
function expression(text: string, what: string): Value {
  if (isOneExpression(text)) return { kind: 'computed', sql: text };
  const shown = text.length > 100 ? `${text.slice(0, 100)}…` : text;
  return fail('PARSE_CSV', {
    message: `"${shown}" is neither a ${what} nor an expression`,
    hint: 'give the column the type STRING if it is text',
  });
}
