import type { Statement } from '../../model/statement.js';
import type { Compile } from '../dialect.js';
import { checkDefault, joinColumnsSql, replaceNulls } from '../ansi/columns.js';
import { disallow, ignored, need, refuse } from '../attributes.js';
import { startsWith, warnRestated } from './tables.js';

/** Columns of existing tables. Source: Liquibase's generators for MySQL (4.28.0). */
export const columns: Partial<Compile> = {
  dropColumns(s, sql) {
    const [first = ''] = s.columns;
    if (s.columns.length === 1) return [`ALTER TABLE ${sql.table(s.table)} DROP COLUMN ${sql.column(first)}`];
    return [`ALTER TABLE ${sql.table(s.table)}${s.columns.map((column) => ` DROP ${sql.column(column)}`).join(',')}`];
  },
  renameColumn(s, sql) {
    const type = sql.type(need(sql, 'columnDataType', s.type)).sql;
    const remarks = s.remarks === undefined ? '' : ` COMMENT ${sql.string(s.remarks)} `;
    warnRestated(sql, 'renameColumn');
    return [`ALTER TABLE ${sql.table(s.table)} CHANGE ${sql.column(s.oldName)} ${sql.column(s.newName)} ${type}${remarks}`];
  },
  joinColumns: (s, sql) => [
    joinColumnsSql(s, sql, `CONCAT_WS(${sql.string(s.joinText)}, ${sql.column(s.first)}, ${sql.column(s.second)})`),
  ],
  modifyDataType(s, sql) {
    warnRestated(sql, 'modifyDataType');
    return [`ALTER TABLE ${sql.table(s.table)} MODIFY ${sql.column(s.column)} ${sql.type(s.newType).sql}`];
  },
  setColumnRemarks(s, sql) {
    const type = sql.type(need(sql, 'columnDataType', s.type)).sql;
    if (s.parentType?.toUpperCase() === 'VIEW') ignored(sql, 'columnParentType', s.parentType);
    warnRestated(sql, 'setColumnRemarks');
    return [`ALTER TABLE ${sql.table(s.table)} MODIFY COLUMN ${sql.column(s.column)} ${type} COMMENT ${sql.string(s.remarks.trim())}`];
  },
  setNullable(s, sql) {
    const type = sql.type(need(sql, 'columnDataType', s.type)).sql;
    ignored(sql, 'constraintName', s.constraintName);
    if (s.validate === false) ignored(sql, 'validate', false);
    warnRestated(sql, s.nullable ? 'dropNotNullConstraint' : 'addNotNullConstraint');
    const remarks = s.remarks === undefined ? '' : ` COMMENT ${sql.string(s.remarks.trim())}`;
    const column = sql.column(need(sql, 'columnName', s.column));
    return [
      ...replaceNulls(s, sql),
      `ALTER TABLE ${sql.table(s.table)} MODIFY ${column} ${type}${s.nullable ? ' NULL' : ' NOT NULL'}${remarks}`,
    ];
  },
  addDefaultValue(s, sql) {
    checkDefault(s, sql);
    ignored(sql, 'defaultValueConstraintName', s.constraintName);
    const expression = expressionOf(s);
    const { major, minor } = sql.version;
    if (expression !== undefined && (major < 5 || (major === 5 && minor < 7)))
      refuse(sql, `${sql.dialect.name} ${major}.${minor} has no defaults that are expressions`, 'give a literal value');
    const alter = `ALTER TABLE ${sql.table(s.table)}`;
    if (expression === undefined) return [`${alter} ALTER ${sql.column(s.column)} SET DEFAULT ${sql.literal(s.value)}`];
    if (major === 5) {
      const type = sql.type(need(sql, 'columnDataType', s.type)).sql;
      return [`${alter} MODIFY COLUMN ${sql.column(s.column)} ${type} DEFAULT ${expression}`];
    }
    const wrapped = expression.startsWith('(') ? expression : `(${expression})`;
    return [`${alter} ALTER ${sql.column(s.column)} SET DEFAULT ${wrapped}`];
  },
  dropDefaultValue: (s, sql) => [`ALTER TABLE ${sql.table(s.table)} ALTER ${sql.column(s.column)} DROP DEFAULT`],
  addAutoIncrement(s, sql) {
    disallow(sql, 'incrementBy', s.identity.incrementBy);
    ignored(sql, 'generationType', s.identity.generationType);
    ignored(sql, 'defaultOnNull', s.identity.defaultOnNull);
    const type = sql.type(need(sql, 'columnDataType', s.type), { autoIncrement: true }).sql;
    const alter = `ALTER TABLE ${sql.table(s.table)}`;
    const { startWith } = s.identity;
    return [
      `${alter} MODIFY ${sql.column(s.column)} ${type} AUTO_INCREMENT`,
      ...(startWith === undefined ? [] : [`${alter} ${startsWith(startWith)}`]),
    ];
  },
};

/** The default's own text where the database is to evaluate it. */
function expressionOf({ value }: Statement<'addDefaultValue'>): string | undefined {
  if (value.kind === 'computed') return value.sql;
  if (value.kind !== 'sequenceNext') return undefined;
  return value.schema === undefined ? value.sequence : `${value.schema}.${value.sequence}`;
}
