import { createSql, standardStyle } from '../../ansi/schema-sql.js';
import { withRemarks } from '../../ansi/with-remarks.js';
import type { Placed, PrintContext } from '../../schema-sql.js';
import { columnSql, constraintSql, indexSql, tableSql } from './clauses.js';

/** The statements that make an object of Oracle, remarks and all; undefined for what cannot be made from a snapshot. */
export function create(placed: Placed, print: PrintContext): readonly string[] | undefined {
  return withRemarks(own(placed, print), placed, remarks, print);
}

function own(placed: Placed, print: PrintContext): readonly string[] | undefined {
  const { object, owner = { name: '' } } = placed;
  const { sql, local } = print;
  const alter = `ALTER TABLE ${sql.table(local(owner))} ADD`;
  const one = (statement: string | undefined): readonly string[] | undefined => (statement === undefined ? undefined : [statement]);
  switch (object.kind) {
    case 'table':
      return one(tableSql(object, print));
    case 'column':
      return [`${alter} ${columnSql(object, print)}`];
    case 'primaryKey':
    case 'uniqueConstraint':
    case 'checkConstraint':
    case 'foreignKey':
      return [`${alter} ${constraintSql(placed, print) ?? ''}`];
    case 'index':
      return one(indexSql(object, sql.table(local(owner)), print));
    case 'view':
      return [
        `CREATE VIEW ${sql.object(local(object), 'view')} AS ${object.query.trim()}${object.options?.['read only'] === undefined ? '' : ' WITH READ ONLY'}`,
      ];
    case 'materializedView':
      return [`CREATE MATERIALIZED VIEW ${sql.object(local(object), 'view')} AS ${object.query.trim()}`];
    case 'synonym': {
      const name = object.isPublic === true ? sql.name(object.name, 'synonym') : sql.object(local(object), 'synonym');
      return [`CREATE ${object.isPublic === true ? 'PUBLIC ' : ''}SYNONYM ${name} FOR ${sql.object(local(object.target), 'table')}`];
    }
    case 'trigger': {
      const off = object.state === 'disabled' ? [`ALTER TRIGGER ${sql.object(local(object), 'trigger')} DISABLE`] : [];
      return [object.definition.trim(), ...off];
    }
    default:
      return createSql(placed, standardStyle, print);
  }
}

/** `COMMENT ON … IS …`; an empty text takes it away. https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/COMMENT.html */
export function remarks({ object, owner = { name: '' } }: Placed, { sql, local }: PrintContext): readonly string[] {
  const text = sql.string('remarks' in object ? (object.remarks ?? '') : '');
  switch (object.kind) {
    case 'table':
      return [`COMMENT ON TABLE ${sql.table(local(object))} IS ${text}`];
    case 'view':
      return [`COMMENT ON TABLE ${sql.object(local(object), 'view')} IS ${text}`];
    case 'materializedView':
      return [`COMMENT ON MATERIALIZED VIEW ${sql.object(local(object), 'view')} IS ${text}`];
    case 'column':
      return [`COMMENT ON COLUMN ${sql.table(local(owner))}.${sql.column(object.name)} IS ${text}`];
    default:
      return [];
  }
}
