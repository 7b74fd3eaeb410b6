import type { ColumnDefault, ColumnType } from '../../../model/schema-column.js';
import { readQualifiedName } from './qualified-name.js';

/** A string constant with at most one cast: `'it''s'::text`, `E'a\\b'`, `'-1'::integer`. */
const constant = /^(E?)'((?:[^']|'')*)'(?:::("[^"]*"|[\w. ]+(?:\(\d+(?:,\d+)?\))?(?: with(?:out)? time zone)?(?:\[\])?))?$/;
const number = /^\(?(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\)?(?:::(?:numeric|bigint|integer|smallint|real|double precision))?$/i;
const nextValue = /^nextval\('((?:[^']|'')+)'::regclass\)$/;

const numeric = new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']);
const temporal = /^(?:date|time(?:stamp)?(?: with(?:out)? time zone)?)$/;

/** What a default of a column of this type is, from the expression that the server prints; undefined for one of NULL. */
export function columnDefault(sql: string, type: ColumnType, defaultSchema: string): ColumnDefault | undefined {
  if (/^NULL(?:::[^:]+)?$/.test(sql)) return undefined;
  const sequence = nextValue.exec(sql)?.[1]?.replaceAll("''", "'");
  if (sequence !== undefined) return { kind: 'sequence', sequence: readQualifiedName(sequence, defaultSchema), sql };
  if (sql === 'true' || sql === 'false') return { kind: 'value', type: 'boolean', text: sql, sql };
  const digits = number.exec(sql)?.[1];
  if (digits !== undefined) return { kind: 'value', type: 'numeric', text: digits, sql };
  const [, escapes, quoted, cast] = constant.exec(sql) ?? [];
  if (quoted === undefined || !castIsOf(type, cast)) return { kind: 'computed', sql };
  const unquoted = quoted.replaceAll("''", "'");
  const text = escapes === 'E' ? unquoted.replaceAll('\\\\', '\\') : unquoted;
  if (type.array !== undefined) return { kind: 'value', type: 'string', text, sql };
  if (numeric.has(type.base)) return { kind: 'value', type: 'numeric', text, sql };
  // `'now'::date` and the like are constants too, but no dates.
  if (temporal.test(type.base) && /^\d/.test(text)) return { kind: 'value', type: 'date', text, sql };
  return { kind: 'value', type: 'string', text, sql };
}

/** Whether a constant of this cast means the same without it. */
function castIsOf(type: ColumnType, cast: string | undefined): boolean {
  if (cast === undefined) return true;
  if (numeric.has(cast) && numeric.has(type.base)) return true;
  const bare = (text: string): string => text.replace(/\(\d+(?:,\d+)?\)/, '').replaceAll('"', '');
  return bare(cast) === bare(type.text) || (cast === 'bpchar' && type.base === 'character');
}
