import { javaDoubleText } from '../core/java-number.js';
import type { Scalar } from '../model/tree.js';
import { javaDateText } from './java-date.js';

// The patterns of SnakeYAML 2.2's `Resolver`, which follow YAML 1.1.
const booleans = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const integers =
  /^(?:[-+]?0b_*[0-1][0-1_]*|[-+]?0_*[0-7][0-7_]*|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x_*[0-9a-fA-F][0-9a-fA-F_]*|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const floats =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.[0-9_]+(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const nulls = /^(?:~|null|Null|NULL| |)$/;
const dates = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const timestamps =
  /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]*)?(?:[ \t]*(?:Z|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?$/;

/** The types that a tag (`!!str`, `!!int` …) can ask for. */
export type YamlTag = 'str' | 'bool' | 'int' | 'float' | 'null' | 'timestamp';

/**
 * What Liquibase sees of a scalar that was written without quotes: `yes` is `true`, `012` is `10`, `1.50` is `1.5`.
 * Source: SnakeYAML 2.2 `Resolver` and `SafeConstructor`, and Liquibase's `CustomConstructYamlTimestamp`, then Java's `toString`.
 */
export function plainScalar(text: string): Scalar {
  // Most scalars are words; what no typed scalar can begin with needs no pattern.
  if (!/^[-+.0-9~ yYnNtTfFoO]|^$/.test(text)) return { type: 'text', text };
  if (booleans.test(text)) return booleanScalar(text);
  if (integers.test(text)) return integerScalar(text);
  if (floats.test(text)) return floatScalar(text);
  if (nulls.test(text)) return { type: 'null', text: '' };
  return timestampScalar(text) ?? { type: 'text', text };
}

/** A scalar whose tag names its type, or undefined where the text is not of that type. */
export function taggedScalar(tag: YamlTag, text: string): Scalar | undefined {
  switch (tag) {
    case 'str':
      return { type: 'text', text };
    case 'null':
      return { type: 'null', text: '' };
    case 'bool':
      return booleans.test(text) ? booleanScalar(text) : undefined;
    case 'int':
      return integers.test(text) ? integerScalar(text) : undefined;
    case 'float':
      return floats.test(text) || integers.test(text) ? floatScalar(text) : undefined;
    case 'timestamp':
      return timestampScalar(text);
  }
}

function booleanScalar(text: string): Scalar {
  return { type: 'boolean', text: String(/^(?:y|t|on)/i.test(text)) };
}

function integerScalar(written: string): Scalar {
  const [sign, digits] = signAndDigits(written);
  let value: bigint;
  if (digits === '0') value = 0n;
  else if (/^0[bx]/.test(digits)) value = BigInt(digits);
  else if (digits.startsWith('0')) value = BigInt(`0o${digits.slice(1)}`);
  else if (digits.includes(':')) value = digits.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n);
  else value = BigInt(digits);
  return { type: 'integer', text: String(sign * value) };
}

function floatScalar(written: string): Scalar {
  const [sign, digits] = signAndDigits(written);
  const lower = digits.toLowerCase();
  let value: number;
  if (lower === '.inf') value = Infinity;
  else if (lower === '.nan') value = NaN;
  else if (digits.includes(':')) value = digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  else value = Number(digits);
  return { type: 'float', text: javaDoubleText(Number(sign) * value) };
}

function signAndDigits(written: string): [bigint, string] {
  const text = written.replaceAll('_', '');
  return [text.startsWith('-') ? -1n : 1n, text.replace(/^[-+]/, '')];
}

/**
 * A date alone is an instant, midnight in UTC, and is printed in the time zone of this machine, as Java prints it. A time without an offset
 * (or with `Z`) stays as written; one with an offset is an instant again.
 */
function timestampScalar(text: string): Scalar | undefined {
  if (text.length > 50) return undefined;
  if (dates.test(text)) {
    const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
    const instant = utc(year, month, day, 0, 0, 0);
    return { type: 'timestamp', text: javaDateText(instant), iso: localIso(instant) };
  }
  const match = timestamps.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const wall = utc(year, month, day, hour, minute, second);
  const [sign, hours, minutes = '0'] = match.slice(7);
  if (sign === undefined) return { type: 'text', text: wall.toISOString().slice(0, 19).replace('T', ' ') };
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return { type: 'text', text: javaDateText(new Date(wall.getTime() - offset)) };
}

function utc(year: number, month: number, day: number, hour: number, minute: number, second: number): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return date;
}

const two = (n: number): string => String(n).padStart(2, '0');

function localIso(date: Date): string {
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
