import type { ColumnType } from '../../../model/schema-column.js';

const lengths = new Set(['char', 'varchar', 'binary', 'varbinary', 'bit']);
const fractions = new Set(['datetime', 'timestamp', 'time']);

/** The type of COLUMNS.COLUMN_TYPE: `int(10) unsigned`, `decimal(10,2)`, `enum('a','b')`. */
export function columnType(text: string): ColumnType {
  const [, base = text, parameters, attributes = ''] =
    /^([\w ]+?)\s*(?:\((.*)\))?((?: unsigned| zerofill| \/\*.*\*\/)*)$/is.exec(text) ?? [];
  return {
    text,
    base: base.toLowerCase(),
    ...(parameters !== undefined && readParameters(base.toLowerCase(), parameters)),
    unsigned: attributes.includes('unsigned') || undefined,
  };
}

function readParameters(base: string, parameters: string): Partial<ColumnType> {
  if (base === 'enum' || base === 'set') {
    return {
      values: [...parameters.matchAll(/'((?:[^'\\]|''|\\.)*)'/gs)].map(([, value = '']) =>
        value.replaceAll("''", "'").replaceAll('\\\\', '\\'),
      ),
    };
  }
  const [first, second] = parameters.split(',').map(Number);
  if (lengths.has(base)) return { length: first };
  if (fractions.has(base)) return { precision: first };
  // What integers have in parentheses is the width of their display, and changes nothing.
  return second === undefined && base !== 'decimal' ? {} : { precision: first, scale: second ?? 0 };
}
