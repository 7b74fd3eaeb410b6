import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { location } from './shared/table-ref.js';

export const dropIndex = defineChange({
  name: 'dropIndex',
  summary: 'Drops an index',
  fields: {
    ...location,
    indexName: required(string('Name of the index')),
    tableName: string('Table that the index is on; MySQL, MariaDB and SQL Server need it'),
    associatedWith: string('Read for old changelogs; means nothing', { checksum: false }),
  },
  examples: [{ tableName: 'person', indexName: 'ix_person_name' }],
  confirm: (p) => `Index ${p.indexName} dropped from table ${p.tableName}`,
  statements: (p) => [
    { kind: 'dropIndex', index: p.indexName, table: { catalog: p.catalogName, schema: p.schemaName, name: p.tableName ?? '' } },
  ],
});
