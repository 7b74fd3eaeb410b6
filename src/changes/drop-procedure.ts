import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { location } from './shared/table-ref.js';

export const dropProcedure = defineChange({
  name: 'dropProcedure',
  summary: 'Drops a stored procedure',
  fields: { ...location, procedureName: required(string('Name of the procedure')) },
  examples: [{ procedureName: 'tidy' }],
  confirm: (p) => `Stored Procedure ${p.procedureName} dropped`,
  statements: (p) => [{ kind: 'dropProcedure', procedure: { catalog: p.catalogName, schema: p.schemaName, name: p.procedureName } }],
});
