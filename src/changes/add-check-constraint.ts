import { defineChange } from '../define/change.js';
import { boolean, required, string } from '../define/fields.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const addCheckConstraint = defineChange({
  name: 'addCheckConstraint',
  summary: 'Adds a condition that every row of a table has to meet',
  fields: {
    ...tableRef,
    constraintName: string('Name of the constraint; without one the database makes one up, and there is no automatic rollback'),
    constraintBody: required(string('The condition', { xml: 'body' })),
    disabled: boolean('Keep the constraint without enforcing it (MySQL, SQL Server, Oracle); default false'),
    validate: boolean('Whether existing rows are checked (PostgreSQL, SQL Server, Oracle); default true'),
  },
  examples: [
    { tableName: 'person', constraintName: 'person_id_positive', constraintBody: 'id > 0' },
    { tableName: 'person', constraintName: 'person_id_positive', constraintBody: 'id > 0', validate: false },
  ],
  check: (p) => (p.constraintBody.trim() === '' ? [{ message: 'has no condition', hint: 'write the condition inside the change' }] : []),
  confirm: (p) => `Check constraint ${p.constraintName ?? ''} added to ${p.tableName}`.replace('  ', ' '),
  statements: (p) => [
    {
      kind: 'addCheck',
      table: tableOf(p),
      constraintName: p.constraintName,
      condition: p.constraintBody.trim(),
      disabled: p.disabled,
      validate: p.validate,
    },
  ],
  inverse: ({ catalogName, schemaName, tableName, constraintName }) => [
    { name: 'dropCheckConstraint', props: { catalogName, schemaName, tableName, constraintName: constraintName ?? '' } },
  ],
});
