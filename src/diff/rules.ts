import type { ColumnDefault } from '../model/schema-column.js';
import type { TypeMeaning } from '../dialects/schema-sql.js';
import type { FieldRules } from './fields.js';
import { localName, type Side } from './side.js';

/**
 * How the two sides are made comparable. Databases of one system compare by what they print, spelled in one way; across systems only what
 * both can have counts. A reference of another system has been translated into the target's.
 */
export function rulesOf(reference: Side, target: Side): { readonly reference: FieldRules; readonly target: FieldRules } {
  const rules = reference.translated === true || target.translated === true ? acrossSystems : sameSystem;
  return { reference: rules(reference), target: rules(target) };
}

function sameSystem(side: Side): FieldRules {
  const { ddl } = side;
  return {
    side,
    local: localName(side),
    foldsNames: false,
    ownWords: true,
    type: (type) => ddl.canonicalType(type.text),
    default: (fallback) => ddl.canonicalExpression(fallback.sql),
    expression: (sql) => ddl.canonicalExpression(sql),
  };
}

function acrossSystems(side: Side): FieldRules {
  return {
    side,
    local: localName(side),
    foldsNames: true,
    ownWords: false,
    type: (type) => meaningText(side.ddl.meaning(type.text)),
    default: valueText,
    expression: () => undefined,
  };
}

/** Integers of all sizes with their sign; lengths where they limit. */
export function meaningText({ family, length, precision, scale, unsigned }: TypeMeaning): string {
  const size = [length, precision, scale].filter((one) => one !== undefined).join(', ');
  return `${family}${size === '' ? '' : `(${size})`}${unsigned === true ? ' unsigned' : ''}`;
}

/** A default that reads the same in all databases where it means the same. */
function valueText(fallback: ColumnDefault): string {
  if (fallback.kind === 'sequence') return 'sequence';
  if (fallback.kind === 'computed')
    return /^\(*\s*(?:current_timestamp|now\s*\(|localtimestamp|getdate|sysdate|datetime\('now)/i.test(fallback.sql) ? 'now' : 'computed';
  const text = fallback.text.trim();
  if (/^(?:true|1|b'1')$/i.test(text)) return '1';
  if (/^(?:false|0|b'0')$/i.test(text)) return '0';
  return plainNumber(text) ?? text;
}

/** A number without exponent, needless zeros and plus sign; undefined for other texts. */
function plainNumber(text: string): string | undefined {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text) ?? [];
  if (whole + fraction === '') return undefined;
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction).padStart(whole.length + fraction.length + Math.max(0, -point), '0').padEnd(Math.max(0, point), '0');
  const at = Math.max(0, point);
  const before = digits.slice(0, at).replace(/^0+/, '') || '0';
  const after = digits.slice(at).replace(/0+$/, '');
  const plain = after === '' ? before : `${before}.${after}`;
  return sign === '-' && plain !== '0' ? `-${plain}` : plain;
}
