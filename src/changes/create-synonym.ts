import { defineChange } from '../define/change.js';
import { boolean, required, string } from '../define/fields.js';
import { synonymOf, synonymRef } from './shared/synonym.js';

export const createSynonym = defineChange({
  name: 'createSynonym',
  summary: 'Creates another name for a table, view or other object',
  fields: {
    ...synonymRef,
    objectCatalogName: string('Catalog of the object'),
    objectSchemaName: string('Schema of the object'),
    objectName: required(string('Name of the object')),
    replaceIfExists: boolean('Replace a synonym of that name (Oracle); default false'),
  },
  examples: [{ synonymName: 'people', objectName: 'person', objectType: 'TABLE', replaceIfExists: true }],
  confirm: (p) => `Synonym ${p.synonymName} created`,
  statements: (p) => [
    {
      kind: 'createSynonym',
      synonym: synonymOf(p),
      object: { catalog: p.objectCatalogName, schema: p.objectSchemaName, name: p.objectName },
      private: p.private === true,
      replace: p.replaceIfExists,
    },
  ],
  inverse: ({ synonymCatalogName, synonymSchemaName, synonymName, private: own, objectType }) => [
    { name: 'dropSynonym', props: { synonymCatalogName, synonymSchemaName, synonymName, private: own, objectType } },
  ],
});
