import { defineChange } from '../define/change.js';
import { boolean, integer, required, string } from '../define/fields.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const addAutoIncrement = defineChange({
  name: 'addAutoIncrement',
  summary: 'Makes an existing column number its rows',
  fields: {
    ...tableRef,
    columnName: required(string('Name of the column')),
    columnDataType: string('Data type of the column; MySQL and MariaDB need it'),
    startWith: integer('First number'),
    incrementBy: integer('Distance between two numbers'),
    defaultOnNull: boolean('Whether rows that are given NULL are numbered too (Oracle)'),
    generationType: string('When the database numbers a row: ALWAYS or BY DEFAULT'),
  },
  examples: [{ tableName: 'person', columnName: 'id', columnDataType: 'int', startWith: 100n }],
  confirm: (p) => `Auto-increment added to ${p.tableName}.${p.columnName}`,
  statements: ({ startWith, incrementBy, generationType, defaultOnNull, ...p }) => [
    {
      kind: 'addAutoIncrement',
      table: tableOf(p),
      column: p.columnName,
      type: p.columnDataType,
      identity: { startWith, incrementBy, generationType, defaultOnNull },
    },
  ],
});
