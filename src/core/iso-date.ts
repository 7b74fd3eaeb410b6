/**
 * The canonical text of an ISO date (`2020-01-31`), time (`13:14:15`) or timestamp (`2020-01-31T13:14:15.5`), or undefined where the text is
 * none of them and so must be an expression for the database. Fields beyond their range roll over (February 30th is March 1st or 2nd), a
 * space may stand for the `T`, trailing zeros of the fraction go, and an offset after a fraction is dropped.
 * Source: Liquibase `ISODateFormat` (4.28.0), which decides by the length of the text.
 */
export function canonicalIsoDate(text: string): string | undefined {
  if (text.length === 8) return time(text);
  if (text.length === 10) return date(text);
  if (text.length === 19) return timestamp(text, '');
  if (text.includes(':') && !text.includes('-')) return text.includes('.') ? undefined : time(text);
  if (text.length < 20 || text[19] !== '.') return undefined;
  const fraction = /^(\d{1,9})(?:Z|[+-]\d{2}:\d{2}(?::\d{2})?)?$/.exec(text.slice(20))?.[1];
  if (fraction === undefined) return undefined;
  const digits = fraction.replace(/0+$/, '');
  return timestamp(text.slice(0, 19), digits === '' ? '' : `.${digits}`);
}

function time(text: string): string | undefined {
  const match = /^\s*(\d+):\s*(\d+):\s*(\d+)/.exec(text);
  return match === null ? undefined : instant(1970, 1, 1, match.slice(1)).slice(11);
}

function date(text: string): string | undefined {
  const match = /^\s*(\d+)-\s*(\d+)-\s*(\d+)/.exec(text);
  return match === null ? undefined : instant(Number(match[1]), Number(match[2]), Number(match[3]), []).slice(0, 10);
}

function timestamp(text: string, fraction: string): string | undefined {
  const match = /^\s*(\d+)-\s*(\d+)-\s*(\d+)[T ]\s*(\d+):\s*(\d+):\s*(\d+)/.exec(text);
  if (match === null) return undefined;
  return instant(Number(match[1]), Number(match[2]), Number(match[3]), match.slice(4)) + fraction;
}

/** `yyyy-MM-ddTHH:mm:ss` of the fields, rolled over where one is out of range. */
function instant(year: number, month: number, day: number, time: readonly (string | undefined)[]): string {
  const [hour = 0, minute = 0, second = 0] = time.map(Number);
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day);
  moment.setUTCHours(hour, minute, second);
  const days = `${String(moment.getUTCFullYear()).padStart(4, '0')}-${two(moment.getUTCMonth() + 1)}-${two(moment.getUTCDate())}`;
  return `${days}T${two(moment.getUTCHours())}:${two(moment.getUTCMinutes())}:${two(moment.getUTCSeconds())}`;
}

const two = (n: number): string => String(n).padStart(2, '0');
