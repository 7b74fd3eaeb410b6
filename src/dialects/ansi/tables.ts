import type { Compile } from '../dialect.js';
import { ansiTableStyle, createTable } from './create-table.js';

/** Statements on whole tables. Source: the generators of the same names in Liquibase (4.28.0). */
export const tables: Pick<Compile, 'createTable' | 'dropTable' | 'renameTable' | 'setTableRemarks' | 'createLookupTable'> = {
  createTable: createTable(ansiTableStyle),
  dropTable: (s, sql) => [`DROP TABLE ${sql.table(s.table)}${s.cascadeConstraints ? ' CASCADE' : ''}`],
  renameTable: (s, sql) => [`ALTER TABLE ${sql.table(s.table)} RENAME TO ${sql.name(s.newName, 'table')}`],
  setTableRemarks: (s, sql) => [`COMMENT ON TABLE ${sql.table(s.table)} IS ${sql.string(s.remarks.trim())}`],
  createLookupTable(s, sql) {
    const from = sql.column(s.fromColumn);
    return [
      `CREATE TABLE ${sql.table(s.table)} AS SELECT DISTINCT ${from} AS ${sql.column(s.column)}` +
        ` FROM ${sql.table(s.from)} WHERE ${from} IS NOT NULL`,
    ];
  },
};
