import { plainNumber } from '../../ansi/schema-sql.js';

/** A string constant with casts behind it. */
const cast = String.raw`(?:::(?:"[^"]*"|[a-z_][\w.]*(?: varying| precision| with(?:out)? time zone)?)(?:\([\d,]*\))?(?:\[\])*)`;
const constant = new RegExp(String.raw`^\(?(E?'(?:[^']|'')*')\)?(${cast}+)$`, 'i');
const numericCast = /::(?:smallint|integer|bigint|numeric|real|double precision)(?:\([\d,]*\))?$/i;
const numericText = /^'?(-?\d+(?:\.\d+)?)'?$/;
const castNumber = new RegExp(String.raw`^\(*(-?\d+(?:\.\d+)?)\)*(?:${cast})?$`, 'i');

/**
 * One spelling for what the server prints in several: casts of constants come and go with ALTER TABLE and with a reload, and the elements
 * of an array are cast one by one or all together (`x IN (…)` on a varchar prints otherwise after it has been read back once).
 */
export function canonicalExpression(sql: string): string {
  const text = sql.trim();
  const number = castNumber.exec(text)?.[1];
  if (number !== undefined) return plainNumber(number);
  if (/^(?:now\(\)|current_timestamp|\(current_timestamp\))$/i.test(text)) return 'now()';
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase();
  const [, quoted, casts = ''] = constant.exec(text) ?? [];
  if (quoted !== undefined) {
    const digits = numericCast.test(casts) ? numericText.exec(quoted)?.[1] : undefined;
    return digits === undefined ? quoted : plainNumber(digits);
  }
  return text.replaceAll('::regclass', '').replace(arrayText, (_whole, cast: string | undefined, alone: string | undefined) => {
    const elements = cast ?? alone ?? '';
    return `ARRAY[${elements.replace(elementCasts, '$1')}]`;
  });
}

/** `(ARRAY['a'::character varying, …])::text[]` and `ARRAY[('a'::character varying)::text, …]`. */
const elements = String.raw`ARRAY\[((?:[^\]']|'(?:[^']|'')*')*)\]`;
const arrayText = new RegExp(String.raw`\(${elements}\)::(?:"[^"]*"|[\w. ]+)(?:\([\d,]*\))?\[\]|${elements}`, 'g');
const elementCasts = new RegExp(String.raw`\(?('(?:[^']|'')*'|(?<![\w".])-?\d+(?:\.\d+)?)(?:${cast})?\)?(?:${cast})?`, 'gi');
