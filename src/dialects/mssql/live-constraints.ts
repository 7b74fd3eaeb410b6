import { dropConstraintSql } from '../ansi/constraints.js';
import { refuse } from '../attributes.js';
import { constraintOn, type ConstraintColumn } from '../constraint-columns.js';
import type { CompileLive } from '../dialect.js';

/** Statements that have to look up names of constraints. */
export const liveConstraints: CompileLive = {
  async dropAllForeignKeys(s, sql, live) {
    if (live === undefined) return undefined;
    const keys = await live.query<{ name: string }>(
      'SELECT name FROM sys.foreign_keys WHERE parent_object_id = OBJECT_ID(?) ORDER BY name',
      [sql.object(s.baseTable, 'table')],
    );
    return keys.map(({ name }) => dropConstraintSql(s.baseTable, name, sql));
  },
  async dropUniqueConstraint(s, sql, live) {
    if (live === undefined || s.constraintName !== undefined || s.uniqueColumns === undefined) return undefined;
    const rows = await live.query<ConstraintColumn>(
      `SELECT k.name AS name, c.name AS [column] FROM sys.key_constraints k
         JOIN sys.index_columns i ON i.object_id = k.parent_object_id AND i.index_id = k.unique_index_id AND i.key_ordinal > 0
         JOIN sys.columns c ON c.object_id = i.object_id AND c.column_id = i.column_id
        WHERE k.type = 'UQ' AND k.parent_object_id = OBJECT_ID(?)`,
      [sql.object(s.table, 'table')],
    );
    const name = constraintOn(rows, s.uniqueColumns) ?? refuse(sql, `${s.table.name} has no unique constraint on (${s.uniqueColumns})`);
    return [dropConstraintSql(s.table, name, sql)];
  },
};
