import type { ObjectName } from '../../../model/names.js';
import type { Sequence } from '../../../model/schema-code.js';
import type { Table } from '../../../model/schema-table.js';
import { createSql, standardStyle } from '../../ansi/schema-sql.js';
import { tableBody } from '../../ansi/schema-clauses.js';
import { withRemarks } from '../../ansi/with-remarks.js';
import type { Placed, PrintContext } from '../../schema-sql.js';
import { addChecked, columnSql, indexSql, keySql } from './clauses.js';
import { remarks } from './remarks.js';

/** The statements that make an object of SQL Server, remarks and all; undefined for what cannot be made from a snapshot. */
export function create(placed: Placed, print: PrintContext): readonly string[] | undefined {
  return withRemarks(own(placed, print), placed, remarks, print);
}

function own(placed: Placed, print: PrintContext): readonly string[] | undefined {
  const { object, owner = { name: '' } } = placed;
  const { sql, local } = print;
  const table = sql.table(local(owner));
  switch (object.kind) {
    case 'schema':
      return [`CREATE SCHEMA ${sql.name(object.name, 'schema')}`];
    case 'table':
      return tableSql(object, print);
    case 'column':
      return [`ALTER TABLE ${table} ADD ${columnSql(object, print)}`];
    case 'primaryKey':
    case 'uniqueConstraint':
      return [`ALTER TABLE ${table} ADD ${keySql(object, print)}`];
    case 'checkConstraint':
    case 'foreignKey':
      return addChecked(object, `ALTER TABLE ${table}`, print);
    case 'index':
      return indexSql(object, table, print);
    case 'sequence':
      return [sequenceSql('CREATE', object, print)];
    case 'synonym':
      return [`CREATE SYNONYM ${sql.object(local(object), 'synonym')} FOR ${sql.object(local(object.target), 'table')}`];
    case 'view':
      return [object.definition ?? `CREATE VIEW ${sql.object(local(object), 'view')} AS ${object.query.trim()}`];
    case 'trigger': {
      const off = `DISABLE TRIGGER ${sql.object(local(object), 'trigger')} ON ${sql.table(local(object.table))}`;
      return [object.definition.trim(), ...(object.state === 'disabled' ? [off] : [])];
    }
    default:
      return createSql(placed, standardStyle, print);
  }
}

/** Undefined for tables whose options take more than words of CREATE TABLE. */
function tableSql(table: Table, print: PrintContext): readonly string[] | undefined {
  if (Object.keys(table.options ?? {}).length > 0) return undefined;
  const key = table.primaryKey === undefined ? [] : [keySql(table.primaryKey, print)];
  const columns = table.columns.map((column) => columnSql(column, print));
  return [`CREATE TABLE ${print.sql.table(print.local(table))} ${tableBody(columns, key)}`];
}

/** https://learn.microsoft.com/sql/t-sql/statements/create-sequence-transact-sql */
export function sequenceSql(verb: 'CREATE' | 'ALTER', sequence: Sequence & ObjectName, { sql, local }: PrintContext): string {
  const { dataType, start, increment, minimum, maximum, cache, cycle } = sequence;
  const isNew = verb === 'CREATE';
  return [
    `${verb} SEQUENCE ${sql.object(local(sequence), 'sequence')}`,
    isNew && dataType !== undefined ? `AS ${dataType}` : '',
    isNew && start !== undefined ? `START WITH ${start}` : '',
    increment === undefined && isNew ? '' : `INCREMENT BY ${increment ?? 1}`,
    minimum === undefined ? (isNew ? '' : 'NO MINVALUE') : `MINVALUE ${minimum}`,
    maximum === undefined ? (isNew ? '' : 'NO MAXVALUE') : `MAXVALUE ${maximum}`,
    cycle === true ? 'CYCLE' : isNew ? '' : 'NO CYCLE',
    cache === undefined ? (isNew ? '' : 'CACHE') : cache === '1' ? 'NO CACHE' : `CACHE ${cache}`,
  ]
    .filter((word) => word !== '')
    .join(' ');
}
