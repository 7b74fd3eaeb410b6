import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import type { Statement } from '../model/statement.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const mergeColumns = defineChange({
  name: 'mergeColumns',
  summary: 'Joins the text of two columns into a new one, and drops the two',
  fields: {
    ...tableRef,
    column1Name: required(string('Column that gives the first half')),
    joinString: string('Text between the halves; may be empty'),
    column2Name: required(string('Column that gives the second half')),
    finalColumnName: required(string('Name of the new column')),
    finalColumnType: required(string('Data type of the new column')),
  },
  examples: [
    {
      tableName: 'person',
      column1Name: 'first_name',
      joinString: ' ',
      column2Name: 'last_name',
      finalColumnName: 'full_name',
      finalColumnType: 'varchar(255)',
    },
  ],
  confirm: (p) => `Columns ${p.tableName}.${p.column1Name} and ${p.tableName}.${p.column2Name} merged`,
  statements(p): readonly Statement[] {
    // Liquibase hands the catalog to the UPDATE only.
    const table = { schema: p.schemaName, name: p.tableName };
    return [
      { kind: 'addColumns', table, columns: [{ name: p.finalColumnName, type: p.finalColumnType }] },
      {
        kind: 'joinColumns',
        table: tableOf(p),
        first: p.column1Name,
        joinText: p.joinString ?? '',
        second: p.column2Name,
        target: p.finalColumnName,
      },
      { kind: 'dropColumns', table, columns: [p.column1Name] },
      { kind: 'dropColumns', table, columns: [p.column2Name] },
    ];
  },
});
