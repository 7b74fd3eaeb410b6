import type { ColumnType } from '../../../model/schema-column.js';

/** A declared type; any words will do for SQLite, and none. */
export function columnType(text: string): ColumnType {
  const [, base = text, parameters] = /^([^(]*?)\s*(?:\(([^)]*)\))?$/s.exec(text) ?? [];
  const [first, second] = (parameters ?? '').split(',').map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : undefined));
  const size = /char|clob|text|binary|blob|bit/i.test(base) ? { length: first } : { precision: first, scale: second };
  return { text, base: base.toLowerCase().replace(/\s+/g, ' '), ...(first !== undefined && size) };
}
