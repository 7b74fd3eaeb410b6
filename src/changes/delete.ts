import { defineChange } from '../define/change.js';
import { tableOf, tableRef } from './shared/table-ref.js';
import { checkWhere, normalizeWhere, whereFields, whereOf } from './shared/where.js';

export const deleteRows = defineChange({
  name: 'delete',
  summary: 'Deletes rows of a table',
  fields: { ...tableRef, ...whereFields },
  examples: [{ tableName: 'person', where: 'id < 10' }, { tableName: 'person' }],
  normalize: normalizeWhere,
  check: checkWhere,
  confirm: (p) => `Data deleted from ${p.tableName}`,
  statements: (p, context) => [{ kind: 'delete', table: tableOf(p), ...whereOf(p, context) }],
});
