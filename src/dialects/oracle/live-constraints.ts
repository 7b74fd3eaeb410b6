import type { ObjectName } from '../../model/names.js';
import { refuse } from '../attributes.js';
import { constraintOn, type ConstraintColumn } from '../constraint-columns.js';
import type { CompileLive, SqlContext } from '../dialect.js';
import { quoteName } from '../identifiers.js';
import { storedPlace } from './stored-place.js';

/** Statements that have to look up names of constraints. */
export const liveConstraints: CompileLive = {
  async dropAllForeignKeys(s, sql, live) {
    if (live === undefined) return undefined;
    const keys = await live.query<{ name: string }>(
      `SELECT constraint_name AS "name" FROM all_constraints WHERE constraint_type = 'R' AND ${ofTable} ORDER BY constraint_name`,
      place(s.baseTable, sql),
    );
    return keys.map(({ name }) => dropStored(s.baseTable, name, sql));
  },
  async dropUniqueConstraint(s, sql, live) {
    if (live === undefined || s.constraintName !== undefined || s.uniqueColumns === undefined) return undefined;
    const rows = await live.query<ConstraintColumn>(
      `SELECT constraint_name AS "name", column_name AS "column" FROM all_cons_columns WHERE ${ofTable}
          AND (owner, constraint_name) IN (SELECT owner, constraint_name FROM all_constraints WHERE constraint_type = 'U')`,
      place(s.table, sql),
    );
    const name = constraintOn(rows, s.uniqueColumns) ?? refuse(sql, `${s.table.name} has no unique constraint on (${s.uniqueColumns})`);
    return [`${dropStored(s.table, name, sql)} DROP INDEX`];
  },
};

const ofTable = "owner = COALESCE(?, SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')) AND table_name = ?";

const place = (table: ObjectName, sql: SqlContext): readonly (string | null)[] => storedPlace(table, sql).map((name) => name ?? null);

/** Drops a constraint by its name in the dictionary: one that is not in upper case was made with quotes, and needs them. */
function dropStored(table: ObjectName, name: string, sql: SqlContext): string {
  const written = name === name.toUpperCase() ? sql.constraint(name) : quoteName(name, sql.dialect.identifiers);
  return `ALTER TABLE ${sql.table(table)} DROP CONSTRAINT ${written}`;
}
