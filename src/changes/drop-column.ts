import { defineChange } from '../define/change.js';
import { list, string } from '../define/fields.js';
import { columnFields, given, normalizeColumn, warnOthers } from './shared/column.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const dropColumn = defineChange({
  name: 'dropColumn',
  summary: 'Drops one or several columns of a table',
  fields: {
    ...tableRef,
    columnName: string('Name of the column to drop, where it is only one'),
    columns: list('column', columnFields, 'Columns to drop; where there are some, columnName does not count'),
  },
  examples: [
    { tableName: 'person', columnName: 'nickname' },
    { tableName: 'person', columns: [{ name: 'country' }, { name: 'points' }] },
  ],
  normalize({ columns, ...p }) {
    return given({ ...p, columns: columns === undefined || columns.length === 0 ? undefined : columns.map(normalizeColumn) });
  },
  check: (p) =>
    p.columns === undefined && !p.columnName?.trim()
      ? [{ message: 'no column is named', hint: 'give columnName, or the columns as a list' }]
      : [],
  confirm: (p) =>
    p.columns === undefined
      ? `Column ${p.tableName}.${p.columnName} dropped`
      : `Columns ${p.columns.map((column) => column.name).join(',')} dropped from ${p.tableName}`,
  statements(p, context) {
    if (p.columns !== undefined && p.columnName !== undefined)
      context.warn(`dropColumn: columnName ${p.columnName} does not count beside a list of columns`);
    for (const column of p.columns ?? []) warnOthers('dropColumn', column, ['name'], context);
    return [{ kind: 'dropColumns', table: tableOf(p), columns: p.columns?.map((column) => column.name) ?? [p.columnName ?? ''] }];
  },
});
