import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { location } from './shared/table-ref.js';

export const dropPackageBody = defineChange({
  name: 'dropPackageBody',
  summary: 'Drops the body of a package',
  fields: { ...location, packageBodyName: required(string('Name of the package')) },
  examples: [{ packageBodyName: 'people' }],
  confirm: (p) => `Package body ${p.packageBodyName} dropped`,
  statements: (p) => [
    { kind: 'dropRoutine', type: 'package body', routine: { catalog: p.catalogName, schema: p.schemaName, name: p.packageBodyName } },
  ],
});
