import { indexes } from '../ansi/indexes.js';
import { insertSql, keySql, updatedColumns, updateSql } from '../ansi/rows.js';
import { createViewSql } from '../ansi/views.js';
import { ignored, need } from '../attributes.js';
import type { Compile } from '../dialect.js';
import { addColumnsStatic } from './add-columns.js';
import { boundByJdbc } from './bound-date.js';
import { createTableSql } from './create-table.js';
import { needsSchema, sqliteLacks } from './refuse.js';
import { routines } from './routines.js';

/**
 * The row takes the place of one with the same key. Where only existing rows are to change, it is an UPDATE; Liquibase writes an empty
 * statement there, and changes nothing.
 */
const upsert: Compile['upsert'] = (s, sql) => {
  const columns = updatedColumns(s);
  const keepsSome = s.columns.some(({ name }) => !s.primaryKey.includes(name) && !s.allowUpdate.includes(name));
  if (!s.onlyUpdate && keepsSome) {
    // Replacing the row would lose the columns that are not to be updated. https://www.sqlite.org/lang_upsert.html
    const set = columns.map(({ name }) => `${sql.column(name)} = excluded.${sql.column(name)}`).join(', ');
    const update = columns.length === 0 ? 'DO NOTHING' : `DO UPDATE SET ${set}`;
    return [`${insertSql(s, sql)} ON CONFLICT (${s.primaryKey.map((name) => sql.column(name)).join(', ')}) ${update}`];
  }
  if (!s.onlyUpdate) return [insertSql(s, sql).replace(/^INSERT INTO/, 'INSERT OR REPLACE INTO')];
  return columns.length === 0 ? [] : [updateSql({ table: s.table, columns }, sql, keySql(s, sql))];
};

/**
 * What SQLite writes otherwise than standard SQL, as far as it can be written without looking at the schema.
 * Source: the generators of Liquibase 4.28.0 for SQLite, and https://www.sqlite.org/lang_altertable.html for what it can alter.
 */
export const compile: Partial<Compile> = {
  insert: (s, sql) => [insertSql(s.bound ? { ...s, columns: s.columns.map(boundByJdbc) } : s, sql)],
  createTable: createTableSql,
  dropTable(s, sql) {
    if (s.cascadeConstraints) ignored(sql, 'cascadeConstraints', true);
    return [`DROP TABLE ${sql.table(s.table)}`];
  },
  addColumns: addColumnsStatic,
  modifyDataType: (s) => needsSchema(`change the type of ${s.table.name}.${s.column}`),
  setNullable: (s) => needsSchema(`${s.nullable ? 'drop' : 'add'} NOT NULL of ${s.table.name}.${s.column}`),
  addDefaultValue: (s) => needsSchema(`add a default to ${s.table.name}.${s.column}`),
  dropDefaultValue: (s) => needsSchema(`drop the default of ${s.table.name}.${s.column}`),
  addAutoIncrement: (s) => needsSchema(`number the rows of ${s.table.name} by ${s.column}`),
  addPrimaryKey: (s) => needsSchema(`add a primary key to ${s.table.name}`),
  dropPrimaryKey: (s) => needsSchema(`drop the primary key of ${s.table.name}`),
  addUniqueConstraint: (s) => needsSchema(`add a unique constraint to ${s.table.name}`),
  dropUniqueConstraint: (s) => needsSchema(`drop a unique constraint of ${s.table.name}`),
  addForeignKey: (s) => needsSchema(`add a foreign key to ${s.baseTable.name}`),
  dropForeignKey: (s) => needsSchema(`drop a foreign key of ${s.baseTable.name}`),
  dropAllForeignKeys: (s) => needsSchema(`drop the foreign keys of ${s.baseTable.name}`),
  addCheck: (s) => needsSchema(`add a check constraint to ${s.table.name}`),
  dropCheck: (s) => needsSchema(`drop a check constraint of ${s.table.name}`),
  createIndex(s, sql) {
    need(sql, 'indexName', s.index);
    return indexes.createIndex(s, sql);
  },
  createView: (s, sql) => [
    ...(s.replace ? [`DROP VIEW ${sql.object(s.view, 'view')}`] : []),
    createViewSql({ ...s, replace: false }, sql, 'CREATE'),
  ],
  renameView(s, sql) {
    sql.warn('SQLite has no statement that renames a view; against a live database the view is made anew');
    return [`RENAME ${sql.object(s.view, 'view')} TO ${sql.name(s.newName, 'view')}`];
  },
  upsert,
  ...routines,
  setTableRemarks: (s) => sqliteLacks(`SQLite keeps no remarks of tables such as ${s.table.name}`),
  setColumnRemarks: (s) => sqliteLacks(`SQLite keeps no remarks of columns such as ${s.table.name}.${s.column}`),
  setViewRemarks: (s) => sqliteLacks(`SQLite keeps no remarks of views such as ${s.view.name}`),
};
