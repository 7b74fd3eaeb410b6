import type { ColumnDefault, ColumnType } from '../../../model/schema-column.js';
import { stripParentheses } from '../../introspect/strip-parentheses.js';

const temporal = /^(?:date|time|datetime2?|smalldatetime|datetimeoffset)$/;

/** A default as the server prints it, in parentheses: `((0))`, `(N'it''s')`, `(getdate())`, `(NEXT VALUE FOR [dbo].[seq])`. */
export function columnDefault(printed: string, type: ColumnType): ColumnDefault | undefined {
  const sql = stripParentheses(printed);
  if (/^NULL$/i.test(sql)) return undefined;
  const [, schema, sequence] = /^NEXT VALUE FOR (?:\[((?:[^\]]|\]\])+)\]\.)?\[((?:[^\]]|\]\])+)\]$/i.exec(sql) ?? [];
  if (sequence !== undefined) {
    const plain = (name: string): string => name.replaceAll(']]', ']');
    return { kind: 'sequence', sequence: { schema: schema === undefined ? undefined : plain(schema), name: plain(sequence) }, sql };
  }
  if (/^[-+]?\d*\.?\d+(?:e[-+]?\d+)?$/i.test(sql)) return { kind: 'value', type: 'numeric', text: sql, sql };
  const quoted = /^N?'((?:[^']|'')*)'$/i.exec(sql)?.[1];
  if (quoted === undefined) return { kind: 'computed', sql };
  const text = quoted.replaceAll("''", "'");
  return { kind: 'value', type: temporal.test(type.base) && /^\d/.test(text) ? 'date' : 'string', text, sql };
}
