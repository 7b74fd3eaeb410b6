import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { location } from './shared/table-ref.js';

export const dropPackage = defineChange({
  name: 'dropPackage',
  summary: 'Drops a package',
  fields: { ...location, packageName: required(string('Name of the package')) },
  examples: [{ packageName: 'people' }],
  confirm: (p) => `Package ${p.packageName} dropped`,
  statements: (p) => [
    { kind: 'dropRoutine', type: 'package', routine: { catalog: p.catalogName, schema: p.schemaName, name: p.packageName } },
  ],
});
