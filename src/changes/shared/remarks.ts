import type { ChangeContext } from '../../define/change.js';
import type { Statement } from '../../model/statement.js';
import type { ColumnProps } from './column.js';
import { tableOf } from './table-ref.js';

/** The statements that follow new columns to store their remarks, where the database does not take them with the column. */
export function* columnRemarks(
  table: Parameters<typeof tableOf>[0],
  columns: readonly ColumnProps[],
  context: ChangeContext,
): Iterable<Statement> {
  if (context.traits.inlineRemarks) return;
  for (const { name, type, remarks } of columns) {
    const text = remarks?.trim() ?? '';
    if (text === '') continue;
    if (context.traits.columnRemarks) yield { kind: 'setColumnRemarks', table: tableOf(table), column: name, remarks: text, type };
    else context.warn(`the database keeps no remarks of column ${table.tableName}.${name}`);
  }
}
