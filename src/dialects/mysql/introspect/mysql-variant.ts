import { constantDefault } from './default-value.js';
import { literalOf } from './text.js';
import type { Variant } from './variant.js';

/**
 * MySQL as of 8.0: defaults that are constants stand without quotes, and expressions with their quotes escaped.
 * Source: https://dev.mysql.com/doc/refman/8.4/en/information-schema-columns-table.html
 */
export const mysqlVariant: Variant = {
  columnDefault(text, extra, type) {
    if (/\bDEFAULT_GENERATED\b/i.test(extra)) return { kind: 'computed', sql: unescaped(text) };
    const bits = /^b'([01]*)'$/.exec(text)?.[1];
    if (bits !== undefined) return { kind: 'value', type: 'string', text: bits, sql: text };
    if (/^0x[0-9a-f]+$/i.test(text) && type.base.endsWith('binary')) return { kind: 'computed', sql: text };
    if (/^(?:NULL)$/i.test(text) && type.base.startsWith('date')) return undefined;
    const constant = constantDefault(text, type, literalOf(text));
    return constant.kind === 'value' && constant.type === 'numeric' ? { ...constant, sql: text } : constant;
  },
  expression: unescaped,
  checks: `SELECT t.CONSTRAINT_SCHEMA AS \`schema\`, t.TABLE_NAME AS \`owner\`, t.CONSTRAINT_NAME AS \`name\`, c.CHECK_CLAUSE AS \`clause\`, t.ENFORCED AS \`enforced\`, 'Table' AS \`level\`
    FROM information_schema.TABLE_CONSTRAINTS t JOIN information_schema.CHECK_CONSTRAINTS c
      ON c.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = t.CONSTRAINT_NAME
    WHERE t.CONSTRAINT_SCHEMA = ? AND t.CONSTRAINT_TYPE = 'CHECK'`,
  indexColumns: "EXPRESSION AS `expression`, IF(IS_VISIBLE = 'YES', 'NO', 'YES') AS `ignored`",
  viewAlgorithm: 'NULL',
};

/** `_utf8mb4\'it\\\'s\'` as it would be written. */
function unescaped(text: string): string {
  return text.replace(/\\([\\'])/g, '$1');
}
