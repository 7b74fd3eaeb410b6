import type { ColumnDefault, ColumnType } from '../../../model/schema-column.js';
import { stripParentheses } from '../../introspect/strip-parentheses.js';
import { tokenize } from '../ddl/tokens.js';

/** What stands behind DEFAULT. Source: https://www.sqlite.org/lang_createtable.html#the_default_clause */
export function columnDefault(sql: string, type: ColumnType): ColumnDefault | undefined {
  const [first, second, third] = tokenize(stripParentheses(sql));
  const isSigned = first?.kind === 'symbol' && (first.text === '-' || first.text === '+') && second?.kind === 'number';
  if (isSigned && third === undefined) {
    return { kind: 'value', type: 'numeric', text: `${first.text === '-' ? '-' : ''}${second.text}`, sql };
  }
  if (first === undefined || second !== undefined) return { kind: 'computed', sql };
  if (first.kind === 'number') return { kind: 'value', type: 'numeric', text: first.text, sql };
  if (first.kind === 'string' || first.kind === 'name') {
    const isDate = /date|time/.test(type.base) && /^\d/.test(first.value);
    return { kind: 'value', type: isDate ? 'date' : 'string', text: first.value, sql };
  }
  if (first.kind === 'word' && first.value === 'NULL') return undefined;
  if (first.kind === 'word' && (first.value === 'TRUE' || first.value === 'FALSE')) {
    return { kind: 'value', type: 'boolean', text: first.value.toLowerCase(), sql };
  }
  return { kind: 'computed', sql };
}
