import { checkDefault, replaceNulls } from '../ansi/columns.js';
import { ignored, refuse } from '../attributes.js';
import type { Compile } from '../dialect.js';
import { addedDefault } from '../literals.js';
import { unchecked } from './tables.js';

/** Columns of existing tables. Source: Liquibase's generators for Oracle (4.28.0). */
export const columns: Partial<Compile> = {
  modifyDataType: (s, sql) => [`ALTER TABLE ${sql.table(s.table)} MODIFY ${sql.column(s.column)} ${sql.type(s.newType).sql}`],
  setNullable(s, sql) {
    const table = `ALTER TABLE ${sql.table(s.table)}`;
    if (s.nullable && s.constraintName !== undefined) return [`${table} DROP CONSTRAINT ${s.constraintName}`];
    if (s.column === '') refuse(sql, 'dropNotNullConstraint needs columnName or constraintName', 'name the column');
    const name = s.constraintName === undefined ? '' : ` CONSTRAINT ${s.constraintName}`;
    const rule = s.nullable ? ' NULL' : ' NOT NULL';
    return [...replaceNulls(s, sql), `${table} MODIFY ${sql.column(s.column)}${name}${rule}${unchecked(s.validate)}`];
  },
  addDefaultValue(s, sql) {
    checkDefault(s, sql);
    ignored(sql, 'defaultValueConstraintName', s.constraintName);
    return [`ALTER TABLE ${sql.table(s.table)} MODIFY ${sql.column(s.column)} DEFAULT ${addedDefault(s.value, sql)}`];
  },
  dropDefaultValue: (s, sql) => [`ALTER TABLE ${sql.table(s.table)} MODIFY ${sql.column(s.column)} DEFAULT NULL`],
};
