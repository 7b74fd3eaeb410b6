import { canonicalIsoDate } from '../core/iso-date.js';
import { javaNumberText } from '../core/java-number.js';
import { defineChange } from '../define/change.js';
import { boolean, required, string } from '../define/fields.js';
import type { Statement } from '../model/statement.js';
import type { Value } from '../model/value.js';
import { given } from './shared/column.js';
import { tableOf, tableRef } from './shared/table-ref.js';

const defaults = {
  defaultValue: string('Text default'),
  defaultValueNumeric: string('Numeric default, or an expression that the database computes'),
  defaultValueDate: string('Date, time or timestamp default in ISO form, or an expression that the database computes'),
  defaultValueBoolean: boolean('Boolean default'),
  defaultValueComputed: string('Expression that the database computes the default with'),
  defaultValueSequenceNext: string('Sequence whose next value is the default'),
};

interface DefaultProps {
  readonly defaultValue?: string | undefined;
  readonly defaultValueNumeric?: string | undefined;
  readonly defaultValueDate?: string | undefined;
  readonly defaultValueBoolean?: boolean | undefined;
  readonly defaultValueComputed?: string | undefined;
  readonly defaultValueSequenceNext?: string | undefined;
  readonly defaultValueConstraintName?: string | undefined;
}

interface Target {
  readonly catalogName?: string | undefined;
  readonly schemaName?: string | undefined;
  readonly tableName: string;
  readonly columnName: string;
  readonly columnDataType?: string | undefined;
}

export const addDefaultValue = defineChange({
  name: 'addDefaultValue',
  summary: 'Gives a column a default value; exactly one of the defaultValue attributes says which',
  fields: {
    ...tableRef,
    columnName: required(string('Name of the column')),
    columnDataType: string('Data type of the column'),
    ...defaults,
    defaultValueConstraintName: string('Name of the default constraint (SQL Server)'),
  },
  examples: [
    { tableName: 'person', columnName: 'name', columnDataType: 'varchar(50)', defaultValue: "nobody's" },
    { tableName: 'person', columnName: 'active', columnDataType: 'boolean', defaultValueBoolean: false },
    { tableName: 'person', columnName: 'points', defaultValueNumeric: '1.50' },
  ],
  check(p) {
    const [first, second] = Object.keys(defaults).filter((name) => p[name as keyof typeof defaults] !== undefined);
    if (first === undefined) return [{ message: 'no default value is given', hint: 'give one of the defaultValue attributes' }];
    return second === undefined
      ? []
      : [{ message: `${first} and ${second} are both given`, field: second, hint: 'give one defaultValue attribute only' }];
  },
  confirm: (p) => `Default value added to ${p.tableName}.${p.columnName}`,
  statements: (p) => defaultStatement(p, p),
  inverse: (p) => [
    {
      name: 'dropDefaultValue',
      props: given({
        schemaName: p.schemaName,
        tableName: p.tableName,
        columnName: p.columnName,
        columnDataType: p.columnDataType,
      }),
    },
  ],
});

/** The statement that sets a default; none where no attribute gives one. Source: Liquibase `AddDefaultValueChange` (4.28.0). */
export function defaultStatement(target: Target, props: DefaultProps): readonly Statement[] {
  const value = defaultValue(props, target.schemaName);
  if (value === undefined) return [];
  return [
    {
      kind: 'addDefaultValue',
      table: tableOf(target),
      column: target.columnName,
      type: target.columnDataType,
      value,
      constraintName: props.defaultValueConstraintName,
    },
  ];
}

function defaultValue(p: DefaultProps, schema: string | undefined): Value | undefined {
  if (p.defaultValue !== undefined) return { kind: 'string', text: p.defaultValue };
  if (p.defaultValueBoolean !== undefined) return { kind: 'boolean', value: p.defaultValueBoolean };
  if (p.defaultValueNumeric !== undefined) {
    const text = javaNumberText(p.defaultValueNumeric);
    return text === undefined ? { kind: 'computed', sql: p.defaultValueNumeric } : { kind: 'numeric', text };
  }
  if (p.defaultValueDate !== undefined) {
    const text = canonicalIsoDate(p.defaultValueDate);
    return text === undefined ? { kind: 'computed', sql: p.defaultValueDate } : { kind: 'date', text };
  }
  if (p.defaultValueComputed !== undefined) return { kind: 'computed', sql: p.defaultValueComputed };
  if (p.defaultValueSequenceNext !== undefined) return { kind: 'sequenceNext', sequence: p.defaultValueSequenceNext, schema };
  return undefined;
}
