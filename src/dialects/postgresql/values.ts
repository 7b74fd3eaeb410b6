import { readInteger, readLocalTimestamp } from '../read-values.js';

/** Turns the text of a value into what `Connection.query` promises, by the type's OID in pg_type.dat. */
export function parserOf(oid: number): (text: string) => unknown {
  return parsers.get(oid) ?? asText;
}

export const asText = (text: string): string => text;

const integer = (text: string): unknown => readInteger(text);
const float = (text: string): unknown => Number(text);

const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map([
  [16, (text) => text === 't'],
  [17, (text) => (text.startsWith('\\x') ? Buffer.from(text.slice(2), 'hex') : text)],
  [20, integer],
  [21, integer],
  [23, integer],
  [26, integer],
  [700, float],
  [701, float],
  [1114, (text) => readLocalTimestamp(text) ?? text],
  [1184, readInstant],
]);

/** `2020-01-31 13:14:15.123+01`; what is no such text (infinity, years BC) stays text. */
function readInstant(text: string): unknown {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d)(?::?(\d\d))?/.exec(text);
  if (match === null) return text;
  return new Date(`${match[1]}T${match[2]}${match[3]}:${match[4] ?? '00'}`);
}
