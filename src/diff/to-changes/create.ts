import { given } from '../../changes/shared/column.js';
import type { Placed } from '../../dialects/schema-sql.js';
import type { ObjectName } from '../../model/names.js';
import type { Routine, Sequence, Trigger, View } from '../../model/schema-code.js';
import type { Column } from '../../model/schema-column.js';
import type { CheckConstraint, ForeignKey, Index, PrimaryKey, Table, UniqueConstraint } from '../../model/schema-table.js';
import { columnProps } from './columns.js';
import type { Maker, NewChange } from './maker.js';
import { dropChanges } from './drop.js';
import { needsOwnWords } from './own-words.js';
import { columnList, onTable } from './names.js';
import { step, stepWith, type Step } from './step.js';
import { tableChange } from './table.js';

/**
 * The steps that make an object: a change type where one says all of it, else the database's own SQL.
 * @returns undefined where the database has no such objects.
 */
export function createSteps(placed: Placed, maker: Maker): readonly Step[] | undefined {
  const undo = dropChanges(placed, maker);
  const change = createChange(placed, maker);
  if (change === undefined) return sqlSteps(placed, maker, undo);
  const rest = remarksIn.has(placed.object.kind) ? [] : remarksOf(placed, maker);
  // The inverse of addColumn drops the default first, which a generated column has none of.
  const first = placed.object.kind === 'column' && placed.object.generated !== undefined ? stepWith(change, undo) : step(change, undo);
  return [first, ...rest.map((sql) => stepWith(maker.plain(sql), []))];
}

/** Kinds whose change types carry remarks. */
const remarksIn: ReadonlySet<string> = new Set(['table', 'column', 'view']);

function sqlSteps(placed: Placed, maker: Maker, undo: readonly NewChange[]): readonly Step[] | undefined {
  const statements = maker.side.ddl.create(placed, maker.print);
  return statements?.map((sql, at) => stepWith(maker.plain(sql), at === 0 ? undo : []));
}

function remarksOf(placed: Placed, { side, print }: Maker): readonly string[] {
  return 'remarks' in placed.object && placed.object.remarks !== undefined ? side.ddl.remarks(placed, print) : [];
}

/** The change that makes the object and leaves nothing out; undefined where there is none. */
export function createChange({ object, owner }: Placed, maker: Maker): NewChange | undefined {
  if (needsOwnWords({ object, owner }, maker)) return undefined;
  switch (object.kind) {
    case 'table':
      return tableChange(object, maker);
    case 'column': {
      const column = columnProps(object, maker);
      const place = placeOf(object, owner, maker);
      if (column === undefined || place === undefined || object.identity?.generation === 'auto') return undefined;
      return { name: 'addColumn', props: { ...onTable(owner, maker), columns: [{ ...column, ...place }] } };
    }
    case 'primaryKey':
      return primaryKey(object, owner, maker);
    case 'uniqueConstraint':
      return uniqueConstraint(object, owner, maker);
    case 'checkConstraint':
      return checkConstraint(object, owner, maker);
    case 'foreignKey':
      return foreignKey(object, owner, maker);
    case 'index':
      return index(object, owner, maker);
    case 'sequence':
      return sequence(object, maker);
    case 'view':
      return view(object, maker);
    case 'compositeType': {
      const typeAttributes = object.attributes.map(({ name, type, collation }) => given({ name, type: type.text, collation }));
      if (
        typeAttributes.length === 0 ||
        object.attributes.some(({ collation = '', remarks }) => collation.startsWith('"') || remarks !== undefined)
      )
        return undefined;
      return { name: 'createCompositeType', props: { ...maker.place(object), typeName: object.name, typeAttributes } };
    }
    case 'function':
    case 'procedure':
    case 'package':
    case 'packageBody':
      return routine(object, maker);
    case 'trigger':
      return trigger(object, maker);
    case 'synonym':
      return undefined;
    case 'schema':
    case 'extension':
    case 'enum':
    case 'domain':
    case 'exclusionConstraint':
    case 'materializedView':
      return undefined;
  }
}

/** Where a new column stands, for databases that can put it there: undefined for the first place, which has no attribute. */
function placeOf(column: Column, owner: ObjectName | undefined, { side }: Maker): { readonly afterColumn?: string } | undefined {
  const columns = columnsOf(owner);
  const at = columns.findIndex(({ name }) => name === column.name);
  if (!side.ddl.placesColumns || at === columns.length - 1 || at < 0) return {};
  const before = columns[at - 1];
  return before === undefined ? undefined : { afterColumn: before.name };
}

function primaryKey(key: PrimaryKey, table: ObjectName | undefined, maker: Maker): NewChange | undefined {
  const columnNames = columnList(key.columns);
  if (columnNames === undefined || !isPlainKey(key, maker) || key.deferrable === true) return undefined;
  // The change makes its columns NOT NULL, which SQLite itself does not do.
  if (columnsOf(table).some(({ name, nullable }) => nullable && key.columns.includes(name))) return undefined;
  const { name: constraintName, clustered } = key;
  // The change heeds it where the key has a name alone.
  if (clustered !== undefined && constraintName === undefined) return undefined;
  const { tablespace } = maker.naming.includeTablespace ? key : {};
  return { name: 'addPrimaryKey', props: given({ ...onTable(table, maker), columnNames, constraintName, clustered, tablespace }) };
}

const columnsOf = (table: ObjectName | undefined): readonly Column[] =>
  table !== undefined && 'columns' in table ? (table as Table).columns : [];

/** Nothing about the key but what addPrimaryKey and addUniqueConstraint have attributes for. */
function isPlainKey(
  { include, options, disabled, notValidated, remarks, attached }: PrimaryKey | UniqueConstraint,
  { side }: Maker,
): boolean {
  // Where remarks stand in the statement itself, no statement of their own can follow.
  if (remarks !== undefined && side.dialect.traits.inlineRemarks) return false;
  return (
    attached === undefined &&
    (include ?? []).length === 0 &&
    Object.keys(options ?? {}).length === 0 &&
    disabled !== true &&
    notValidated !== true
  );
}

function uniqueConstraint(key: UniqueConstraint, table: ObjectName | undefined, maker: Maker): NewChange | undefined {
  const columnNames = columnList(key.columns);
  if (columnNames === undefined || !isPlainKey(key, maker) || key.name === undefined) return undefined;
  const { name: constraintName, deferrable, initiallyDeferred, clustered } = key;
  const { tablespace } = maker.naming.includeTablespace ? key : {};
  const props = { ...onTable(table, maker), columnNames, constraintName, deferrable, initiallyDeferred, clustered, tablespace };
  return { name: 'addUniqueConstraint', props: given(props) };
}

function checkConstraint(check: CheckConstraint, table: ObjectName | undefined, maker: Maker): NewChange | undefined {
  if (check.name === undefined || check.noInherit === true || check.deferrable === true) return undefined;
  const constraintBody = check.expression.trim();
  if (constraintBody === '') return undefined;
  const state = { disabled: check.disabled, validate: check.notValidated === true ? false : undefined };
  return { name: 'addCheckConstraint', props: given({ ...onTable(table, maker), constraintName: check.name, constraintBody, ...state }) };
}

function foreignKey(key: ForeignKey, table: ObjectName | undefined, maker: Maker): NewChange | undefined {
  const [baseColumnNames, referencedColumnNames] = [columnList(key.columns), columnList(key.referencedColumns)];
  if (
    key.name === undefined ||
    key.match !== undefined ||
    key.attached !== undefined ||
    key.disabled === true ||
    Object.keys(key.options ?? {}).length > 0
  )
    return undefined;
  if (key.notValidated === true && maker.side.ddl.checksAllKeys === true) return undefined;
  if (baseColumnNames === undefined || referencedColumnNames === undefined || referencedColumnNames === '' || table === undefined)
    return undefined;
  const [base, referenced] = [maker.place(table), maker.place(key.references)];
  return {
    name: 'addForeignKeyConstraint',
    props: given({
      baseTableCatalogName: base.catalogName,
      baseTableSchemaName: base.schemaName,
      baseTableName: table.name,
      baseColumnNames,
      constraintName: key.name,
      referencedTableCatalogName: referenced.catalogName,
      referencedTableSchemaName: referenced.schemaName,
      referencedTableName: key.references.name,
      referencedColumnNames,
      onDelete: key.onDelete.toUpperCase(),
      onUpdate: key.onUpdate.toUpperCase(),
      deferrable: key.deferrable,
      initiallyDeferred: key.initiallyDeferred,
      validate: key.notValidated === true ? false : undefined,
    }),
  };
}

function index(one: Index, table: ObjectName | undefined, maker: Maker): NewChange | undefined {
  const { method, include, where, options, name: indexName, unique, clustered } = one;
  if (one.remarks !== undefined && maker.side.dialect.traits.inlineRemarks) return undefined;
  if (
    one.attached !== undefined ||
    method !== undefined ||
    where !== undefined ||
    (include ?? []).length > 0 ||
    Object.keys(options ?? {}).length > 0
  )
    return undefined;
  const columns = one.keys.map((key) => {
    if (key.nulls !== undefined || key.length !== undefined || key.collation !== undefined || key.operatorClass !== undefined)
      return undefined;
    const descending = key.descending;
    if (key.column === undefined) return given({ name: `(${key.expression ?? ''})`, computed: true, descending });
    return key.column === key.column.trim()
      ? given({ name: key.column, computed: key.column.includes('(') ? false : undefined, descending })
      : undefined;
  });
  if (columns.includes(undefined)) return undefined;
  const { tablespace } = maker.naming.includeTablespace ? one : {};
  return {
    name: 'createIndex',
    props: given({ ...onTable(table, maker), indexName, columns, unique: unique ? true : undefined, clustered, tablespace }),
  };
}

function sequence(one: Sequence, maker: Maker): NewChange | undefined {
  if (!maker.side.dialect.traits.sequences || Object.keys(one.options ?? {}).length > 0) return undefined;
  const { unsaidOfSequences } = maker.side.ddl;
  if ([...(unsaidOfSequences ?? [])].some((field) => one[field] !== undefined)) return undefined;
  const whole = (text: string | undefined): bigint | undefined => (text === undefined ? undefined : BigInt(text));
  return {
    name: 'createSequence',
    props: given({
      ...maker.place(one),
      sequenceName: one.name,
      dataType: one.dataType,
      startValue: whole(one.start),
      incrementBy: whole(one.increment),
      minValue: whole(one.minimum),
      maxValue: whole(one.maximum),
      cacheSize: whole(one.cache),
      cycle: one.cycle,
      ordered: one.ordered,
    }),
  };
}

function view(one: View, maker: Maker): NewChange | undefined {
  if (Object.keys(one.options ?? {}).length > 0) return undefined;
  if (one.columns.some((column) => column.remarks !== undefined)) return undefined;
  const { remarks } = one;
  if (remarks !== undefined && !maker.side.dialect.traits.viewRemarks) return undefined;
  const name = { ...maker.place(one), viewName: one.name };
  if (one.definition !== undefined)
    return { name: 'createView', props: given({ ...name, fullDefinition: true, remarks, selectQuery: one.definition }) };
  const check = one.checkOption === undefined ? '' : `\nWITH ${one.checkOption.toUpperCase()} CHECK OPTION`;
  return { name: 'createView', props: given({ ...name, remarks, selectQuery: one.query.trim().replace(/;$/, '') + check }) };
}

const routineWords = {
  function: { name: 'createFunction', nameField: 'functionName', textField: 'functionBody' },
  procedure: { name: 'createProcedure', nameField: 'procedureName', textField: 'procedureText' },
  package: { name: 'createPackage', nameField: 'packageName', textField: 'packageText' },
  packageBody: { name: 'createPackageBody', nameField: 'packageBodyName', textField: 'packageBodyText' },
} as const;

function routine(one: Routine, maker: Maker): NewChange | undefined {
  if (Object.keys(one.options ?? {}).length > 0) return undefined;
  const { name, nameField, textField } = routineWords[one.kind];
  return {
    name,
    props: { ...maker.place(one), [nameField]: one.name, [textField]: one.definition.trim(), dbms: maker.side.dialect.name },
  };
}

function trigger(one: Trigger, maker: Maker): NewChange | undefined {
  if (Object.keys(one.options ?? {}).length > 0 || (one.state !== undefined && one.state !== 'disabled')) return undefined;
  return {
    name: 'createTrigger',
    props: given({
      triggerName: one.name,
      tableName: one.table.name,
      triggerBody: one.definition.trim(),
      disabled: one.state === 'disabled' ? true : undefined,
      dbms: maker.side.dialect.name,
    }),
  };
}
