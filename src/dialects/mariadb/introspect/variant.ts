import type { Table } from '../../../model/schema-table.js';
import { constantDefault } from '../../mysql/introspect/default-value.js';
import { withoutSchema } from '../../mysql/introspect/text.js';
import type { Variant } from '../../mysql/introspect/variant.js';
import { readPeriods } from './periods.js';
import { readSequences } from './sequences.js';

/**
 * MariaDB: defaults stand as SQL, and a check knows its table.
 * Source: https://mariadb.com/docs/server/reference/system-tables/information-schema/information-schema-tables/information-schema-columns-table
 */
export const mariadbVariant: Variant = {
  columnDefault(text, _extra, type, schema) {
    if (text === 'NULL') return undefined;
    const bits = /^b'([01]*)'$/.exec(text)?.[1];
    if (bits !== undefined) return { kind: 'value', type: 'string', text: bits, sql: text };
    const quoted = /^'((?:[^'\\]|\\[^]|'')*)'$/.exec(text)?.[1];
    if (quoted !== undefined) return constantDefault(unescaped(quoted), type, text);
    if (/^-?\d*\.?\d+(?:e[+-]?\d+)?$/i.test(text)) return constantDefault(text, type, text);
    const [, owner, sequence] = /^nextval\(`((?:[^`]|``)*)`\.`((?:[^`]|``)*)`\)$/.exec(text) ?? [];
    if (sequence === undefined) return { kind: 'computed', sql: withoutSchema(text, schema) };
    const plain = (name: string): string => name.replaceAll('``', '`');
    return { kind: 'sequence', sequence: { schema: plain(owner ?? ''), name: plain(sequence) }, sql: withoutSchema(text, schema) };
  },
  expression: (text) => text,
  checks: `SELECT CONSTRAINT_SCHEMA AS \`schema\`, TABLE_NAME AS \`owner\`, CONSTRAINT_NAME AS \`name\`, CHECK_CLAUSE AS \`clause\`, 'YES' AS \`enforced\`, LEVEL AS \`level\`
    FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = ?`,
  indexColumns: 'NULL AS `expression`, IGNORED AS `ignored`',
  viewAlgorithm: 'ALGORITHM',
  table: withJson,
  periods: readPeriods,
  sequences: readSequences,
};

/** Source: `append_unescaped` in sql/sql_string.cc. */
function unescaped(text: string): string {
  const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', 0: '\0', Z: '\u001a' };
  return text.replace(/''|\\([^])/g, (_whole, char: string | undefined) => (char === undefined ? "'" : (letters[char] ?? char)));
}

/**
 * JSON is a name for LONGTEXT in utf8mb4_bin with a check, and is told as what it was declared.
 * Source: https://mariadb.com/docs/server/reference/data-types/string-data-types/json
 */
function withJson(table: Table): Table {
  const isJson = new Set(
    table.columns
      .filter(({ name, type }) => {
        const check = table.checkConstraints.find((constraint) => constraint.name === name);
        return type.base === 'longtext' && check?.expression === `json_valid(\`${name.replaceAll('`', '``')}\`)`;
      })
      .map(({ name }) => name),
  );
  if (isJson.size === 0) return table;
  return {
    ...table,
    columns: table.columns.map(({ charset, collation, ...column }) =>
      isJson.has(column.name) ? { ...column, type: { text: 'json', base: 'json' } } : { ...column, charset, collation },
    ),
    checkConstraints: table.checkConstraints.filter(({ name }) => name === undefined || !isJson.has(name)),
  };
}
