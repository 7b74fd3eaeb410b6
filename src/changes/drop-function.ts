import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { location } from './shared/table-ref.js';

export const dropFunction = defineChange({
  name: 'dropFunction',
  summary: 'Drops a stored function',
  fields: { ...location, functionName: required(string('Name of the function')) },
  examples: [{ functionName: 'add_one' }],
  confirm: (p) => `Function ${p.functionName} dropped`,
  statements: (p) => [
    { kind: 'dropRoutine', type: 'function', routine: { catalog: p.catalogName, schema: p.schemaName, name: p.functionName } },
  ],
});
