import { defineChange } from '../define/change.js';
import { boolean, list, required, string, type Field } from '../define/fields.js';
import { addColumnFields, given, normalizeColumns, warnOthers } from './shared/column.js';
import { tableOf, tableRef } from './shared/table-ref.js';

const uncounted = <T, R extends boolean>(field: Field<T, R>): Field<T, R> => ({ ...field, checksum: false });

/** What Liquibase clears in a column of an index before it computes the checksum. */
const indexColumnFields = {
  ...addColumnFields,
  type: uncounted(addColumnFields.type),
  autoIncrement: uncounted(addColumnFields.autoIncrement),
  constraints: uncounted(addColumnFields.constraints),
  defaultValue: uncounted(addColumnFields.defaultValue),
  value: uncounted(addColumnFields.value),
  startWith: uncounted(addColumnFields.startWith),
  incrementBy: uncounted(addColumnFields.incrementBy),
  encoding: uncounted(addColumnFields.encoding),
  remarks: uncounted(addColumnFields.remarks),
};

export const createIndex = defineChange({
  name: 'createIndex',
  summary: 'Creates an index on columns or expressions of a table',
  fields: {
    ...tableRef,
    indexName: string('Name of the index; without it the database chooses one, where it can'),
    columns: required(list('column', indexColumnFields, 'Columns of the index, in order; only name, computed and descending count')),
    unique: boolean('Whether values must be unique'),
    clustered: boolean('Whether the table is stored in the order of the index'),
    tablespace: string('Tablespace that the index is stored in; on SQL Server the file group'),
    associatedWith: string('Constraints that the index stands behind: primaryKey, uniqueConstraint, foreignKey; then it is not created', {
      checksum: false,
    }),
  },
  examples: [
    { tableName: 'person', indexName: 'ix_person_name', columns: [{ name: 'last_name' }, { name: 'born', descending: true }] },
    { tableName: 'person', indexName: 'ix_person_email', unique: true, columns: [{ name: 'lower(email)', computed: true }] },
  ],
  normalize: normalizeColumns,
  confirm: (p) => `Index ${p.indexName} created`,
  statements(p, context) {
    for (const column of p.columns) warnOthers('createIndex', column, ['name', 'computed', 'descending'], context);
    return [
      {
        kind: 'createIndex',
        index: p.indexName,
        table: tableOf(p),
        columns: p.columns.map(({ name, computed, descending }) => ({ name, computed, descending })),
        unique: p.unique,
        tablespace: p.tablespace,
        clustered: p.clustered,
        associatedWith: p.associatedWith,
      },
    ];
  },
  // Nobody knows what the database called an index without a name.
  inverse: (p) =>
    p.indexName === undefined
      ? undefined
      : [{ name: 'dropIndex', props: given({ schemaName: p.schemaName, tableName: p.tableName, indexName: p.indexName }) }],
});
