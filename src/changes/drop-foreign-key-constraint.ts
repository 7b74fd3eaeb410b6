import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { baseTableOf, baseTableRef } from './shared/table-ref.js';

export const dropForeignKeyConstraint = defineChange({
  name: 'dropForeignKeyConstraint',
  summary: 'Drops a foreign key',
  fields: { ...baseTableRef, constraintName: required(string('Name of the foreign key')) },
  examples: [{ baseTableName: 'address', constraintName: 'fk_address_person' }],
  confirm: (p) => `Foreign key ${p.constraintName} dropped`,
  statements: (p) => [{ kind: 'dropForeignKey', baseTable: baseTableOf(p), constraintName: p.constraintName }],
});
