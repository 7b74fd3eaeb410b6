import type { Problem } from '../../define/change.js';
import type { ColumnProps } from './column.js';
import { wantsForeignKey } from './constraints.js';

/** What is wrong with columns that are to be made: each needs a type, and a foreign key needs a name. */
export function newColumnProblems(columns: readonly ColumnProps[]): readonly Problem[] {
  const problems: Problem[] = [];
  for (let i = 0; i < columns.length; i++) {
    const { name, type, computed, constraints } = columns[i]!;
    if (type === undefined && !computed)
      problems.push({
        message: `column ${name} has no type`,
        field: `columns/${i}`,
        hint: 'add a type, or computed="true" for an expression',
      });
    if (constraints !== undefined && wantsForeignKey(constraints) && !constraints.foreignKeyName?.trim())
      problems.push({
        message: `the foreign key of column ${name} has no name`,
        field: `columns/${i}`,
        hint: 'add foreignKeyName to its constraints',
      });
  }
  return problems;
}
