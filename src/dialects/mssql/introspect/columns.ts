import type { Column, ColumnType } from '../../../model/schema-column.js';
import { groupBy } from '../../introspect/group.js';
import { optionsOf } from '../../introspect/options.js';
import { stripParentheses } from '../../introspect/strip-parentheses.js';
import { columnDefault } from './default-value.js';
import type { Reader } from './reader.js';

interface ColumnRow {
  readonly object: number;
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly type_schema: string | null;
  readonly size: number;
  readonly digits: number;
  readonly scale: number;
  readonly nullable: boolean;
  readonly own_collation: string | null;
  readonly default_sql: string | null;
  readonly default_name: string | null;
  readonly seed: string | null;
  readonly step: string | null;
  readonly computed: string | null;
  readonly persisted: boolean | null;
  readonly sparse: boolean;
  readonly hidden: boolean;
}

/** The columns of an object with the ids that keys know them by. */
export interface ObjectColumns {
  readonly columns: readonly Column[];
  readonly names: ReadonlyMap<number, string>;
}

/** Columns of tables and views in scope. Source: https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-columns-transact-sql */
export async function readColumns(reader: Reader): Promise<ReadonlyMap<number, ObjectColumns>> {
  const rows = await reader.query<ColumnRow>(
    `SELECT c.object_id AS object, c.column_id AS id, c.name AS name, t.name AS type, CASE WHEN t.is_user_defined = 1 THEN ts.name END AS type_schema,
       c.max_length AS size, c.precision AS digits, c.scale AS scale, c.is_nullable AS nullable,
       CASE WHEN c.collation_name <> CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN c.collation_name END AS own_collation,
       d.definition AS default_sql, CASE WHEN d.is_system_named = 0 THEN d.name END AS default_name,
       CAST(i.seed_value AS nvarchar(40)) AS seed, CAST(i.increment_value AS nvarchar(40)) AS step,
       k.definition AS computed, k.is_persisted AS persisted, c.is_sparse AS sparse, c.is_hidden AS hidden
     FROM sys.columns c JOIN sys.objects o ON o.object_id = c.object_id JOIN sys.types t ON t.user_type_id = c.user_type_id
     LEFT JOIN sys.schemas ts ON ts.schema_id = t.schema_id
     LEFT JOIN sys.default_constraints d ON d.object_id = c.default_object_id
     LEFT JOIN sys.identity_columns i ON i.object_id = c.object_id AND i.column_id = c.column_id
     LEFT JOIN sys.computed_columns k ON k.object_id = c.object_id AND k.column_id = c.column_id
     WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 AND ${reader.inScope('o.schema_id')} ORDER BY c.object_id, c.column_id`,
  );
  return new Map(
    [...groupBy(rows, ({ object }) => object)].map(([object, own]) => [
      object,
      { columns: own.map((row, at) => column(reader, row, at + 1)), names: new Map(own.map(({ id, name }) => [id, name])) },
    ]),
  );
}

function column(reader: Reader, row: ColumnRow, position: number): Column {
  const type = columnType(row);
  const { seed, step } = row;
  return {
    kind: 'column',
    name: row.name,
    position,
    type,
    nullable: row.nullable,
    default: row.default_sql === null ? undefined : columnDefault(row.default_sql, type),
    defaultName: row.default_name ?? undefined,
    identity:
      seed === null
        ? undefined
        : { generation: 'always', start: seed === '1' ? undefined : seed, increment: step === '1' ? undefined : (step ?? undefined) },
    generated: row.computed === null ? undefined : { expression: stripParentheses(row.computed), stored: row.persisted === true },
    collation: row.own_collation ?? undefined,
    remarks: reader.remarks(row.object, row.id),
    options: optionsOf({ sparse: row.sparse && 'true', hidden: row.hidden && 'true' }),
  };
}

const twoBytes = new Set(['nchar', 'nvarchar']);
const sized = new Set(['char', 'varchar', 'binary', 'varbinary', ...twoBytes]);
const fractions = new Set(['datetime2', 'datetimeoffset', 'time']);
/** Digits of a fraction of a second, where the declaration does not say. */
const USUAL_FRACTION = 7;

/** Lengths are bytes, -1 for max. Source: the page above, and https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql */
export function columnType({ type, type_schema: schema, size, digits, scale }: ColumnTypeRow): ColumnType {
  if (schema !== null) return { text: type, base: type.toLowerCase(), definedBy: { schema, name: type } };
  // The older name of a row version, which everywhere else is a moment.
  const base = type.toLowerCase() === 'timestamp' ? 'rowversion' : type.toLowerCase();
  if (sized.has(base)) {
    if (size === -1) return { text: `${base}(max)`, base };
    const length = twoBytes.has(base) ? size / 2 : size;
    return { text: `${base}(${length})`, base, length };
  }
  if (base === 'decimal' || base === 'numeric') return { text: `${base}(${digits}, ${scale})`, base, precision: digits, scale };
  if (fractions.has(base) && scale !== USUAL_FRACTION) return { text: `${base}(${scale})`, base, precision: scale };
  return { text: base, base };
}

type ColumnTypeRow = Pick<ColumnRow, 'type' | 'type_schema' | 'size' | 'digits' | 'scale'>;
