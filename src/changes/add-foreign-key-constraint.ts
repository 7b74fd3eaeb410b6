import { defineChange } from '../define/change.js';
import { boolean, required, string } from '../define/fields.js';
import { given } from './shared/column.js';
import { baseTableOf, baseTableRef } from './shared/table-ref.js';

export const addForeignKeyConstraint = defineChange({
  name: 'addForeignKeyConstraint',
  summary: 'Makes existing columns refer to the key of another table',
  fields: {
    ...baseTableRef,
    baseColumnNames: required(string('Columns that refer to the other table, separated by commas')),
    constraintName: required(string('Name of the foreign key')),
    referencedTableCatalogName: string('Catalog of the table that is referred to'),
    referencedTableSchemaName: string('Schema of the table that is referred to'),
    referencedTableName: required(string('Table that is referred to')),
    referencedColumnNames: required(string('Columns that are referred to, separated by commas')),
    onDelete: string('What a deleted row does to the rows that refer to it: CASCADE, SET NULL, SET DEFAULT, RESTRICT or NO ACTION'),
    onUpdate: string('What a changed key does to the rows that refer to it: CASCADE, SET NULL, SET DEFAULT, RESTRICT or NO ACTION'),
    deferrable: boolean('Whether the key may be checked at the end of the transaction'),
    initiallyDeferred: boolean('Whether it is checked there unless told otherwise'),
    validate: boolean('Whether existing rows are checked (PostgreSQL, Oracle)'),
    deleteCascade: boolean('Old way to write onDelete="CASCADE"; not to be given together with onDelete', { checksum: false }),
    referencesUniqueColumn: boolean('Read for old changelogs; means nothing', { checksum: false }),
  },
  examples: [
    {
      baseTableName: 'address',
      baseColumnNames: 'person_id',
      constraintName: 'fk_address_person',
      referencedTableName: 'person',
      referencedColumnNames: 'id',
      onDelete: 'CASCADE',
    },
  ],
  // Liquibase reads deleteCascade after onDelete, and keeps nothing of both where both are given.
  normalize({ deleteCascade, onDelete, ...p }) {
    if (deleteCascade === undefined) return given({ ...p, onDelete });
    return deleteCascade && onDelete === undefined ? { ...p, onDelete: 'CASCADE' } : { ...p, deleteCascade };
  },
  confirm: (p) => `Foreign key constraint added to ${p.baseTableName} (${p.baseColumnNames})`,
  statements(p, context) {
    if (p.deleteCascade) context.warn('addForeignKeyConstraint: deleteCascade and onDelete are both given, so neither counts');
    if (p.referencesUniqueColumn !== undefined) context.warn('addForeignKeyConstraint: referencesUniqueColumn has no effect');
    return [
      {
        kind: 'addForeignKey',
        constraintName: p.constraintName,
        baseTable: baseTableOf(p),
        baseColumns: p.baseColumnNames,
        referencedTable: { catalog: p.referencedTableCatalogName, schema: p.referencedTableSchemaName, name: p.referencedTableName },
        referencedColumns: p.referencedColumnNames,
        onDelete: p.onDelete,
        onUpdate: p.onUpdate,
        deferrable: p.deferrable,
        initiallyDeferred: p.initiallyDeferred,
        validate: p.validate,
      },
    ];
  },
  inverse: (p) => [
    {
      name: 'dropForeignKeyConstraint',
      props: given({ baseTableSchemaName: p.baseTableSchemaName, baseTableName: p.baseTableName, constraintName: p.constraintName }),
    },
  ],
});
