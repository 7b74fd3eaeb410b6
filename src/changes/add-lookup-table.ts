import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import type { Statement } from '../model/statement.js';
import { given } from './shared/column.js';

interface Names {
  readonly constraintName?: string | undefined;
  readonly existingTableName: string;
  readonly newTableName: string;
}

const foreignKeyName = (p: Names): string => p.constraintName ?? `FK_${p.existingTableName}_${p.newTableName}`.toUpperCase();

export const addLookupTable = defineChange({
  name: 'addLookupTable',
  summary: 'Creates a table of the values that a column holds, and makes the column refer to it',
  fields: {
    existingTableCatalogName: string('Catalog of the table with the column'),
    existingTableSchemaName: string('Schema of the table with the column'),
    existingTableName: required(string('Table with the column')),
    existingColumnName: required(string('Column whose values are taken')),
    newTableCatalogName: string('Catalog of the new table'),
    newTableSchemaName: string('Schema of the new table'),
    newTableName: required(string('Name of the new table')),
    newColumnName: required(string('Name of its only column')),
    newColumnDataType: string('Data type of that column; MySQL, MariaDB and SQL Server need it'),
    constraintName: string('Name of the foreign key; default FK_ and the names of both tables'),
  },
  examples: [
    {
      existingTableName: 'address',
      existingColumnName: 'state',
      newTableName: 'state',
      newColumnName: 'abbreviation',
      newColumnDataType: 'char(2)',
      constraintName: 'fk_address_state',
    },
  ],
  confirm: (p) => `Lookup table added for ${p.existingTableName}.${p.existingColumnName}`,
  *statements(p, context): Iterable<Statement> {
    const from = { catalog: p.existingTableCatalogName, schema: p.existingTableSchemaName, name: p.existingTableName };
    const created = { catalog: p.newTableCatalogName, schema: p.newTableSchemaName, name: p.newTableName };
    // Liquibase hands the catalogs to the first statement only.
    const table = { schema: p.newTableSchemaName, name: p.newTableName };
    yield { kind: 'createLookupTable', table: created, column: p.newColumnName, from, fromColumn: p.existingColumnName };
    if (!context.traits.keysSetNotNull)
      yield { kind: 'setNullable', table, column: p.newColumnName, nullable: false, type: p.newColumnDataType };
    yield { kind: 'addPrimaryKey', table, columns: p.newColumnName };
    yield {
      kind: 'addForeignKey',
      constraintName: foreignKeyName(p),
      baseTable: { schema: p.existingTableSchemaName, name: p.existingTableName },
      baseColumns: p.existingColumnName,
      referencedTable: table,
      referencedColumns: p.newColumnName,
    };
  },
  inverse: (p) => [
    {
      name: 'dropForeignKeyConstraint',
      props: given({
        baseTableSchemaName: p.existingTableSchemaName,
        baseTableName: p.existingTableName,
        constraintName: foreignKeyName(p),
      }),
    },
    { name: 'dropTable', props: given({ schemaName: p.newTableSchemaName, tableName: p.newTableName }) },
  ],
});
