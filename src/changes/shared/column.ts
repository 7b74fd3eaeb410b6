import { canonicalIsoDate } from '../../core/iso-date.js';
import { isJavaNumber } from '../../core/java-number.js';
import type { ChangeContext } from '../../define/change.js';
import { boolean, date, integer, numeric, object, required, string, type Infer } from '../../define/fields.js';
import type { ColumnForeignKey, ColumnSpec } from '../../model/statement.js';
import type { Value } from '../../model/value.js';
import { constraintFields, wantsForeignKey } from './constraints.js';

const valueFields = {
  value: string('Text value', { xml: 'body' }),
  valueNumeric: numeric('Numeric value, or an expression that the database computes'),
  valueDate: date('Date, time or timestamp value in ISO form, or an expression that the database computes'),
  valueBoolean: boolean('Boolean value'),
  valueComputed: string('Expression that the database computes the value with'),
  valueClobFile: string('File whose text becomes the value'),
  valueBlobFile: string('File whose bytes become the value'),
  encoding: string('Character encoding of the file that valueClobFile names; default UTF-8'),
  valueSequenceNext: string('Sequence whose next value is taken'),
  valueSequenceCurrent: string('Sequence whose current value is taken'),
};

const defaultFields = {
  defaultValue: string('Text default'),
  defaultValueNumeric: numeric('Numeric default, or an expression that the database computes'),
  defaultValueDate: date('Date, time or timestamp default in ISO form, or an expression that the database computes'),
  defaultValueBoolean: boolean('Boolean default'),
  defaultValueComputed: string('Expression that the database computes the default with'),
  defaultValueSequenceNext: string('Sequence whose next value is the default'),
  defaultValueConstraintName: string('Name of the default constraint (SQL Server)'),
};

/** A column as every change with columns reads it. Source: Liquibase `ColumnConfig`. */
export const columnFields = {
  name: required(string('Name of the column, or an expression where computed is true')),
  type: string('Data type of the column'),
  computed: boolean('Whether the name is an expression instead of a column'),
  ...valueFields,
  ...defaultFields,
  autoIncrement: boolean('Whether the database numbers the rows'),
  startWith: integer('First number of an auto-increment column'),
  incrementBy: integer('Distance between two numbers of an auto-increment column'),
  generationType: string('When an identity column numbers a row: ALWAYS or BY DEFAULT'),
  defaultOnNull: boolean('Whether an identity column also numbers rows that are given NULL (Oracle)'),
  remarks: string('Comment stored with the column'),
  descending: boolean('Whether an index runs downwards in this column'),
  constraints: object(constraintFields, 'Constraints of the column'),
};

/** A column of addColumn and createIndex. Source: Liquibase `AddColumnConfig`. */
export const addColumnFields = {
  ...columnFields,
  afterColumn: string('Existing column that the new one comes after (MySQL, MariaDB)'),
  beforeColumn: string('Existing column that the new one comes before'),
  position: integer('Place of the new column among the columns, counted from 1'),
};

export type ColumnProps = Infer<typeof columnFields>;
export type AddColumnProps = Infer<typeof addColumnFields>;
type ValueProps = Pick<ColumnProps, keyof typeof valueFields>;
type DefaultProps = Pick<ColumnProps, Exclude<keyof typeof defaultFields, 'defaultValueConstraintName'>>;

/**
 * The column as Liquibase stores it: numbers and dates that are none become computed values, dates get their canonical text.
 * Source: `ColumnConfig.load` and its setters (4.28.0).
 */
export function normalizeColumn<C extends ColumnProps>(column: C): C {
  if (isStoredAsWritten(column)) return column;
  const { valueNumeric, valueDate, valueComputed, defaultValueNumeric, defaultValueDate, defaultValueComputed, ...rest } = column;
  const value = storedValue(valueNumeric, valueDate, (text) => text);
  const identity = defaultValueNumeric === 'GENERATED_BY_DEFAULT';
  const fallback = storedValue(identity ? undefined : defaultValueNumeric, defaultValueDate, withoutParentheses);
  return given({
    ...rest,
    valueNumeric: value.numeric,
    valueDate: value.date,
    valueComputed: valueComputed ?? value.computed,
    defaultValueNumeric: fallback.numeric,
    defaultValueDate: fallback.date,
    defaultValueComputed: defaultValueComputed ?? fallback.computed,
    ...(identity && { autoIncrement: true }),
  }) as unknown as C;
}

/** All columns of a change as Liquibase stores them; most are written that way already. */
export function normalizeColumns<P extends { readonly columns: readonly ColumnProps[] }>(props: P): P {
  return props.columns.every(isStoredAsWritten) ? props : { ...props, columns: props.columns.map(normalizeColumn) };
}

/** Nothing but plain numbers is among the attributes whose text decides where it is stored. */
function isStoredAsWritten({ valueNumeric, valueDate, defaultValueNumeric, defaultValueDate }: ColumnProps): boolean {
  return valueDate === undefined && defaultValueDate === undefined && isPlainNumber(valueNumeric) && isPlainNumber(defaultValueNumeric);
}

const isPlainNumber = (text: string | undefined): boolean => text === undefined || /^-?\d+(?:\.\d+)?$/.test(text);

/** Numeric and date text as stored. `asExpression` says how a numeric text that is no number reads as an expression. */
function storedValue(
  numericText: string | undefined,
  dateText: string | undefined,
  asExpression: (text: string) => string,
): { numeric: string | undefined; date: string | undefined; computed: string | undefined } {
  const wanted = numericText === undefined || /^null$/i.test(numericText) ? undefined : numericText;
  const bare = wanted === undefined ? undefined : withoutParentheses(wanted);
  const isNumber = bare !== undefined && isJavaNumber(bare);
  const iso = dateText === undefined ? undefined : canonicalIsoDate(dateText);
  return {
    numeric: isNumber ? bare : undefined,
    date: iso,
    computed: dateText !== undefined && iso === undefined ? dateText : wanted !== undefined && !isNumber ? asExpression(wanted) : undefined,
  };
}

function withoutParentheses(text: string): string {
  return text.startsWith('(') ? text.slice(1).replace(/\)$/, '') : text;
}

/** The same object without the keys that have no value. */
export function given<T extends object>(props: T): T {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(props)) if (value !== undefined) found[name] = value;
  return found as T;
}

/** Reads the files that valueClobFile and valueBlobFile name. */
export interface ValueFiles {
  text(path: string, encoding: string | undefined): string;
  bytes(path: string): Uint8Array;
}

/** The value of a column; of several attributes the first in Liquibase's order counts (`ColumnConfig.getValueObject`). */
export function valueOf(column: ValueProps, files: ValueFiles): Value | undefined {
  if (column.value !== undefined) return { kind: 'string', text: column.value };
  if (column.valueBoolean !== undefined) return { kind: 'boolean', value: column.valueBoolean };
  if (column.valueNumeric !== undefined) return { kind: 'numeric', text: column.valueNumeric };
  if (column.valueDate !== undefined) return { kind: 'date', text: column.valueDate };
  if (column.valueComputed !== undefined) return { kind: 'computed', sql: column.valueComputed };
  if (column.valueClobFile !== undefined) return { kind: 'clob', text: files.text(column.valueClobFile, column.encoding) };
  if (column.valueBlobFile !== undefined) return { kind: 'blob', bytes: files.bytes(column.valueBlobFile) };
  if (column.valueSequenceNext !== undefined) return { kind: 'sequenceNext', sequence: column.valueSequenceNext };
  if (column.valueSequenceCurrent !== undefined) return { kind: 'sequenceCurrent', sequence: column.valueSequenceCurrent };
  return undefined;
}

/** The default of a column; of several attributes the first in Liquibase's order counts (`ColumnConfig.getDefaultValueObject`). */
export function defaultOf(column: DefaultProps): Value | undefined {
  if (column.defaultValue !== undefined) return { kind: 'string', text: column.defaultValue };
  if (column.defaultValueBoolean !== undefined) return { kind: 'boolean', value: column.defaultValueBoolean };
  if (column.defaultValueNumeric !== undefined) return { kind: 'numeric', text: column.defaultValueNumeric };
  if (column.defaultValueDate !== undefined) return { kind: 'date', text: column.defaultValueDate };
  if (column.defaultValueComputed !== undefined) return { kind: 'computed', sql: column.defaultValueComputed };
  if (column.defaultValueSequenceNext !== undefined) return { kind: 'sequenceNext', sequence: column.defaultValueSequenceNext };
  return undefined;
}

/** The column as a statement carries it. Values for existing rows are no part of it. */
export function columnSpec(column: ColumnProps): ColumnSpec {
  const constraints = column.constraints ?? {};
  const { startWith, incrementBy, generationType, defaultOnNull } = column;
  return {
    name: column.name,
    type: column.type,
    computed: column.computed,
    default: defaultOf(column),
    defaultConstraintName: column.defaultValueConstraintName,
    autoIncrement: column.autoIncrement === true,
    identity: { startWith, incrementBy, generationType, defaultOnNull },
    nullable: constraints.nullable,
    notNullConstraintName: constraints.notNullConstraintName,
    validateNullable: constraints.validateNullable,
    primaryKey: constraints.primaryKey,
    primaryKeyName: constraints.primaryKeyName,
    primaryKeyTablespace: constraints.primaryKeyTablespace,
    validatePrimaryKey: constraints.validatePrimaryKey,
    unique: constraints.unique,
    uniqueConstraintName: constraints.uniqueConstraintName,
    validateUnique: constraints.validateUnique,
    foreignKey: foreignKeyOf(column),
    checkConstraint: constraints.checkConstraint,
    deferrable: constraints.deferrable,
    initiallyDeferred: constraints.initiallyDeferred,
    remarks: column.remarks,
  };
}

function foreignKeyOf(column: ColumnProps): ColumnForeignKey | undefined {
  const constraints = column.constraints;
  if (constraints === undefined || !wantsForeignKey(constraints)) return undefined;
  return {
    name: constraints.foreignKeyName ?? '',
    references: constraints.references,
    referencedTable:
      constraints.referencedTableName === undefined
        ? undefined
        : {
            catalog: constraints.referencedTableCatalogName,
            schema: constraints.referencedTableSchemaName,
            name: constraints.referencedTableName,
          },
    referencedColumns: constraints.referencedColumnNames,
    deleteCascade: constraints.deleteCascade,
    deferrable: constraints.deferrable,
    initiallyDeferred: constraints.initiallyDeferred,
    validate: constraints.validateForeignKey,
  };
}

/** The attributes that give a value instead of a default. */
export const valueAttributes = Object.keys(valueFields) as readonly (keyof typeof valueFields)[];

/** Says of all attributes of a column that are set and are not among those that the change has a use for. */
export function warnOthers(
  change: string,
  column: { readonly name?: string | undefined },
  used: readonly string[],
  context: ChangeContext,
): void {
  for (const [name, value] of Object.entries(column)) {
    if (used.includes(name) || value === undefined) continue;
    const attributes = typeof value === 'object' ? Object.keys(value).map((one) => `${one} in ${name}`) : [name];
    for (const attribute of attributes) context.warn(`${change}: ${attribute} of column ${column.name} has no effect`);
  }
}

/** Says of attributes that are set and that the change has no use for. */
export function warnUnused(change: string, column: ColumnProps, unused: readonly (keyof ColumnProps)[], context: ChangeContext): void {
  for (const name of unused) if (column[name] !== undefined) context.warn(`${change}: ${name} of column ${column.name} has no effect`);
  const { constraints } = column;
  if (constraints === undefined || wantsForeignKey(constraints)) return;
  for (const name of ['foreignKeyName', 'referencedTableName', 'referencedColumnNames', 'deleteCascade'] as const)
    if (constraints[name] !== undefined && constraints[name] !== false)
      context.warn(`${change}: ${name} of column ${column.name} has no effect, because no foreign key names its table and columns`);
}
