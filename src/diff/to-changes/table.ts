import { given, type ColumnProps } from '../../changes/shared/column.js';
import type { Table } from '../../model/schema-table.js';
import { columnProps } from './columns.js';
import { onTable } from './names.js';
import type { Maker, NewChange } from './maker.js';

/**
 * createTable with the columns and the primary key; where constraints cannot be added later, with all of them.
 * @returns undefined where something of the table would be lost.
 */
export function tableChange(table: Table, maker: Maker): NewChange | undefined {
  const { partitioning, partitionOf, inherits, options, remarks } = table;
  if (partitioning !== undefined || partitionOf !== undefined || inherits !== undefined || Object.keys(options ?? {}).length > 0)
    return undefined;
  const { addsConstraints } = maker.side.ddl;
  if (!addsConstraints && !standsInColumns(table)) return undefined;
  // A database that numbers rows by a word on the column wants that column to lead the key.
  if (table.columns.some((column) => column.identity?.generation === 'auto' && column.name !== table.primaryKey?.columns[0]))
    return undefined;
  const columns = table.columns.map((column) => columnProps(column, maker));
  if (columns.length === 0 || !columns.every((column) => column !== undefined)) return undefined;
  const whole = addsConstraints ? columns : columns.map((column) => withConstraints(column, table));
  const keyed = keyInColumns(table) ? whole.map((column) => withKey(column, table)) : whole;
  const tablespace = maker.naming.includeTablespace ? table.tablespace : undefined;
  return { name: 'createTable', props: given({ ...onTable(table, maker), columns: keyed, tablespace, remarks }) };
}

/** Whether createTable makes the primary key: its columns come in the order of the table, and there is nothing else to it. */
export function keyInColumns({ primaryKey, columns }: Table): boolean {
  if (primaryKey === undefined) return false;
  const { include, options, deferrable, disabled, notValidated, clustered, remarks } = primaryKey;
  if (include !== undefined || options !== undefined || deferrable === true || disabled === true || notValidated === true) return false;
  if (clustered !== undefined || remarks !== undefined) return false;
  // A key makes its columns NOT NULL, also where an old table got along without.
  if (columns.some(({ name, nullable }) => nullable && primaryKey.columns.includes(name))) return false;
  const inTable = columns.filter(({ name }) => primaryKey.columns.includes(name)).map(({ name }) => name);
  return inTable.join('\0') === primaryKey.columns.join('\0');
}

function withKey(column: ColumnProps, { primaryKey }: Table): ColumnProps {
  if (primaryKey === undefined || !primaryKey.columns.includes(column.name)) return column;
  const name = primaryKey.columns[0] === column.name ? primaryKey.name : undefined;
  const constraints = { ...column.constraints, primaryKey: true, ...(name !== undefined && { primaryKeyName: name }) };
  return { ...column, constraints };
}

/** Whether the attributes of columns can say all constraints: keys of one column or in the order of the table, and plain foreign keys. */
function standsInColumns(table: Table): boolean {
  const { primaryKey, uniqueConstraints, foreignKeys, checkConstraints, exclusionConstraints, columns } = table;
  if (checkConstraints.length + exclusionConstraints.length > 0) return false;
  if (primaryKey !== undefined && !keyInColumns(table)) return false;
  const unique = uniqueConstraints.flatMap((key) => key.columns);
  if (new Set(unique).size < unique.length) return false;
  const position = (name: string): number => columns.findIndex((column) => column.name === name);
  const plainUnique = uniqueConstraints.every(
    (key) =>
      key.options === undefined &&
      key.deferrable !== true &&
      (key.name !== undefined || key.columns.length === 1) &&
      key.columns.every((name, i) => i === 0 || position(name) > position(key.columns[i - 1] ?? '')),
  );
  const referring = foreignKeys.flatMap((key) => key.columns);
  const plainKeys = foreignKeys.every(
    (key) =>
      key.name !== undefined &&
      key.columns.length === 1 &&
      key.referencedColumns.length === 1 &&
      key.onUpdate === 'no action' &&
      (key.onDelete === 'no action' || key.onDelete === 'cascade') &&
      key.match === undefined &&
      key.options === undefined,
  );
  return plainUnique && plainKeys && new Set(referring).size === referring.length;
}

function withConstraints(column: ColumnProps, { uniqueConstraints, foreignKeys }: Table): ColumnProps {
  const unique = uniqueConstraints.find((key) => key.columns.includes(column.name));
  const key = foreignKeys.find(({ columns }) => columns.includes(column.name));
  const constraints = {
    ...column.constraints,
    ...(unique !== undefined && given({ unique: true, uniqueConstraintName: unique.name })),
    ...(key !== undefined &&
      given({
        foreignKeyName: key.name,
        referencedTableName: key.references.name,
        referencedColumnNames: key.referencedColumns.join(', '),
        deleteCascade: key.onDelete === 'cascade' ? true : undefined,
        deferrable: key.deferrable,
        initiallyDeferred: key.initiallyDeferred,
      })),
  };
  return Object.keys(constraints).length === 0 ? column : { ...column, constraints };
}
