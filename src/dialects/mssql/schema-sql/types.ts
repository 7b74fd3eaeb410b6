import { asText, declaredAs, meaningOf, tidyType } from '../../ansi/schema-sql.js';
import type { NearestType, TypeMeaning } from '../../schema-sql.js';

const characters = new Set(['char', 'varchar', 'nchar', 'nvarchar', 'binary', 'varbinary']);
const fractions = new Set(['datetime2', 'datetimeoffset', 'time']);
const synonyms: Readonly<Record<string, string>> = { dec: 'decimal', integer: 'int', 'double precision': 'float', timestamp: 'rowversion' };

/** A type in the spelling that the catalog shows. https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql */
export function canonicalType(text: string): string {
  const tidy = tidyType(text.replaceAll(/\[(\w+)\]/g, '$1')).toLowerCase();
  const [, written = tidy, sizes] = /^([\w ]+?) ?(?:\(([^()]*)\))?$/.exec(tidy) ?? [];
  const name = synonyms[written] ?? written;
  const [first, second = '0'] = sizes?.split(',') ?? [];
  if (name === 'decimal' || name === 'numeric') return `${name}(${first ?? '18'},${second})`;
  if (name === 'float') return first === undefined || Number(first) > 24 ? 'float' : 'real';
  if (fractions.has(name)) return first === undefined || first === '7' ? name : `${name}(${first})`;
  if (characters.has(name)) return `${name}(${first ?? '1'})`;
  return sizes === undefined ? name : `${name}(${sizes})`;
}

/** Types whose names mean something else elsewhere, or nothing. */
const meanings: Readonly<Record<string, TypeMeaning>> = {
  float: { family: 'double' },
  real: { family: 'real' },
  tinyint: { family: 'tinyint', unsigned: true },
  money: { family: 'decimal', precision: 19, scale: 4 },
  smallmoney: { family: 'decimal', precision: 10, scale: 4 },
  smalldatetime: { family: 'timestamp', precision: 0 },
  datetime: { family: 'timestamp', precision: 3 },
  rowversion: { family: 'other' },
};

export function meaning(text: string): TypeMeaning {
  const canonical = canonicalType(text);
  const [, digits] = /^datetimeoffset(?:\((\d)\))?$/.exec(canonical) ?? [];
  if (canonical.startsWith('datetimeoffset'))
    return { family: 'timestamp with time zone', ...(digits !== undefined && { precision: Number(digits) }) };
  return meanings[canonical] ?? meaningOf(canonical);
}

const [mostDigits, mostCharacters, mostFraction] = [38, 4000, 7];

/**
 * SQL Server's type for what another database holds. Characters are of Unicode there.
 * https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql
 */
export function nearest(wanted: TypeMeaning, text: string): NearestType {
  const { family, length = 0, precision, scale = 0, unsigned } = wanted;
  const cut = (precision ?? 0) > mostFraction ? { loss: `of a second ${mostFraction} digits are kept` } : {};
  const fraction = precision === undefined || precision >= mostFraction ? '' : `(${precision})`;
  switch (family) {
    case 'boolean':
      return { declared: 'bit' };
    // What is named so here has no negative numbers.
    case 'tinyint':
      return { declared: unsigned === true ? 'tinyint' : 'smallint' };
    case 'mediumint':
      return { declared: 'int' };
    case 'smallint':
    case 'int':
      return { declared: unsigned !== true ? family : family === 'smallint' ? 'int' : 'bigint' };
    case 'bigint':
      return { declared: unsigned === true ? 'decimal(20, 0)' : family };
    case 'decimal':
      if (precision === undefined)
        return { declared: 'decimal(38, 10)', loss: 'a number without limit has at most 28 digits before the point and 10 after it' };
      if (precision <= mostDigits && scale >= 0 && scale <= precision) return { declared: `decimal(${precision}, ${scale})` };
      return {
        declared: `decimal(${mostDigits}, ${Math.max(0, Math.min(scale, mostDigits))})`,
        loss: `${text} has more digits than there can be`,
      };
    case 'char':
      return { declared: length > mostCharacters ? 'nvarchar(max)' : `nchar(${Math.max(length, 1)})` };
    case 'varchar':
      return { declared: length > mostCharacters ? 'nvarchar(max)' : `nvarchar(${Math.max(length, 1)})` };
    case 'text':
      return { declared: 'nvarchar(max)' };
    case 'binary':
    case 'varbinary':
    case 'blob':
      return { declared: family === 'blob' || length === 0 || length > 8000 ? 'varbinary(max)' : `${family}(${length})` };
    case 'bit':
      return length > 1 ? { ...asText(text), declared: 'nvarchar(max)' } : { declared: 'bit' };
    case 'year':
      return { declared: 'smallint' };
    case 'time':
      return { declared: `time${fraction}`, ...cut };
    case 'time with time zone':
      return { declared: `time${fraction}`, loss: 'the time zone is not kept' };
    case 'timestamp':
      return { declared: `datetime2${fraction}`, ...cut };
    case 'timestamp with time zone':
      return { declared: `datetimeoffset${fraction}`, ...cut };
    case 'xml':
      return { declared: 'xml' };
    case 'json':
    case 'other':
      return { ...asText(text), declared: 'nvarchar(max)' };
    default:
      return { declared: declaredAs(wanted, text) };
  }
}
