import type { ObjectName } from '../../../model/names.js';
import type { Column } from '../../../model/schema-column.js';
import type { DomainType, View } from '../../../model/schema-code.js';
import type { SchemaObject } from '../../../model/schema-object.js';
import type { Index, PrimaryKey, Table, UniqueConstraint } from '../../../model/schema-table.js';
import { createSql } from '../../ansi/schema-sql.js';
import { checkClause, collationText, columnClause, standardColumn, tableBody } from '../../ansi/schema-clauses.js';
import type { Placed, PrintContext } from '../../schema-sql.js';
import { comesLater, createAttached, isAttachable } from './attached.js';
import { columnSettings, pgForeignKeyClause, pgKeyClause, style, withParameters } from './clauses.js';
import { overridden } from './overrides.js';
import { attributeRemarks, domainCheckRemarks, remarks } from './remarks.js';

/** The statements that make an object of PostgreSQL, remarks and all. */
export function create(placed: Placed, print: PrintContext): readonly string[] | undefined {
  const { object, owner } = placed;
  if (isAttachable(object) && comesLater(object))
    return createAttached(object, owner, (part, table) => createWhole({ object: part, owner: table }, print) ?? [], print);
  return createWhole(placed, print);
}

function createWhole(placed: Placed, print: PrintContext): readonly string[] | undefined {
  const { object, owner } = placed;
  const statements = own(object, owner, print) ?? createSql(placed, style, print);
  if (statements === undefined) return undefined;
  const said = 'remarks' in object && object.remarks !== undefined ? remarks(placed, print) : [];
  return [...statements, ...said, ...inner(object, print)];
}

function own(object: SchemaObject, owner: ObjectName | undefined, print: PrintContext): readonly string[] | undefined {
  const { sql, local } = print;
  const add = owner === undefined ? '' : `ALTER TABLE ${sql.table(local(owner))} ADD`;
  switch (object.kind) {
    case 'schema':
      return [`CREATE SCHEMA ${sql.name(object.name, 'schema')}`];
    case 'extension': {
      const { schema } = local(object);
      return [
        `CREATE EXTENSION ${sql.name(object.name, 'type')}${schema === undefined ? '' : ` WITH SCHEMA ${sql.name(schema, 'schema')}`}`,
      ];
    }
    case 'enum':
      return [`CREATE TYPE ${sql.object(local(object), 'type')} AS ENUM (${object.values.map((value) => sql.string(value)).join(', ')})`];
    case 'domain':
      return [domain(object, print)];
    case 'compositeType': {
      const attributes = object.attributes.map(
        ({ name, type, collation }) =>
          `${sql.column(name)} ${type.text}${collation === undefined ? '' : ` COLLATE ${collationText(collation, sql)}`}`,
      );
      return [`CREATE TYPE ${sql.object(local(object), 'type')} AS (${attributes.join(', ')})`];
    }
    case 'sequence': {
      const options = [
        ...(object.dataType === undefined ? [] : [`AS ${object.dataType}`]),
        ...(object.start === undefined ? [] : [`START WITH ${object.start}`]),
        ...(object.increment === undefined ? [] : [`INCREMENT BY ${object.increment}`]),
        ...(object.minimum === undefined ? [] : [`MINVALUE ${object.minimum}`]),
        ...(object.maximum === undefined ? [] : [`MAXVALUE ${object.maximum}`]),
        ...(object.cache === undefined ? [] : [`CACHE ${object.cache}`]),
        ...(object.cycle === true ? ['CYCLE'] : []),
      ];
      const unlogged = object.options?.['unlogged'] === undefined ? '' : 'UNLOGGED ';
      return [[`CREATE ${unlogged}SEQUENCE`, sql.object(local(object), 'sequence'), ...options].join(' ')];
    }
    case 'table':
      return table(object, print);
    case 'column': {
      const settings = columnSettings(object, print);
      const clause = columnClause(object, style, print);
      return [`${add} COLUMN ${clause}`, ...settings.map((setting) => `ALTER TABLE ${sql.table(local(owner ?? { name: '' }))} ${setting}`)];
    }
    case 'primaryKey':
    case 'uniqueConstraint':
      return [
        `${object.options?.['only'] === undefined ? add : add.replace('TABLE ', 'TABLE ONLY ')} ${pgKeyClause(object, print)}`,
        ...roles(object, owner, print),
      ];
    case 'exclusionConstraint':
      return [`${add} CONSTRAINT ${sql.constraint(object.name)} ${object.definition}`];
    case 'foreignKey':
      return [`${add} ${pgForeignKeyClause(object, print)}`];
    case 'index':
      return [...index(object, owner, print), ...roles(object, owner, print)];
    case 'view':
      return [view(object, print)];
    case 'materializedView': {
      const { 'with no data': empty } = object.options ?? {};
      const name = `${sql.object(local(object), 'view')}${withParameters(object.options)}`;
      return [`CREATE MATERIALIZED VIEW ${name} AS ${object.query.trim()}${empty === undefined ? '' : '\nWITH NO DATA'}`];
    }
    case 'trigger':
      return object.state === undefined
        ? [object.definition.trim()]
        : [
            object.definition.trim(),
            `ALTER TABLE ${sql.table(local(object.table))} ${triggerState[object.state]} TRIGGER ${sql.name(object.name, 'trigger')}`,
          ];
    default:
      return undefined;
  }
}

export const triggerState = { disabled: 'DISABLE', replica: 'ENABLE REPLICA', always: 'ENABLE ALWAYS' } as const;

/** What the table uses an index for: the order of its rows, and to tell them apart for replication. */
function roles(one: Index | PrimaryKey | UniqueConstraint, owner: ObjectName | undefined, { sql, local }: PrintContext): readonly string[] {
  if (one.name === undefined || owner === undefined) return [];
  const [alter, name] = [`ALTER TABLE ${sql.table(local(owner))}`, sql.name(one.name, 'index')];
  return [
    ...(one.clustered === true ? [`${alter} CLUSTER ON ${name}`] : []),
    ...(one.options?.['replica identity'] === undefined ? [] : [`${alter} REPLICA IDENTITY USING INDEX ${name}`]),
  ];
}

function domain(object: DomainType, print: PrintContext): string {
  const { sql, local } = print;
  return [
    `CREATE DOMAIN ${sql.object(local(object), 'type')} AS ${object.type.text}`,
    ...(object.collation === undefined ? [] : [`COLLATE ${collationText(object.collation, sql)}`]),
    ...(object.default === undefined ? [] : [`DEFAULT ${object.default.sql}`]),
    ...(object.nullable ? [] : ['NOT NULL']),
    ...object.checkConstraints.filter((check) => check.notValidated !== true).map((check) => checkClause(check, print)),
  ].join(' ');
}

function index(object: Index, owner: ObjectName | undefined, print: PrintContext): readonly string[] {
  const { sql, local } = print;
  const here = owner !== undefined && local(owner).schema === undefined;
  const valid = object.options?.['invalid'] === undefined;
  const text = here && valid ? object.definition : undefined;
  if (text !== undefined) return [text];
  const head = `CREATE ${object.unique ? 'UNIQUE ' : ''}INDEX ${sql.name(object.name, 'index')} ON `;
  const only = object.options?.['only'] === undefined ? head : `${head}ONLY `;
  return (createSql({ object, owner }, style, { sql, local }) ?? []).map((one) => only + one.slice(head.length));
}

function view(object: View, { sql, local }: PrintContext): string {
  const check = object.checkOption === undefined ? '' : `\nWITH ${object.checkOption.toUpperCase()} CHECK OPTION`;
  return `CREATE VIEW ${sql.object(local(object), 'view')}${withParameters(object.options)} AS ${object.query.trim()}${check}`;
}

/** Table, columns and primary key; a partition has its columns from its parent. */
function table(object: Table, print: PrintContext): readonly string[] {
  const { sql, local } = print;
  const { options = {}, partitionOf, partitioning, inherits } = object;
  const name = sql.table(local(object));
  const own = object.columns.filter((column) => column.inherited !== true);
  const { primaryKey } = object;
  // One with something of the partitions' own behind it comes when these are there.
  const within = primaryKey === undefined || comesLater(primaryKey) ? undefined : primaryKey;
  const key = within === undefined ? [] : [pgKeyClause(within, print)];
  const columns = options['of'] === undefined ? own.map((column) => columnClause(column, style, print)) : typedColumns(own, print);
  const body = tableBody(columns, key);
  const parents = (inherits ?? []).map((parent) => sql.table(local(parent)));
  const plain = options['of'] === undefined ? ` ${body}` : ` OF ${options['of']}${columns.length + key.length === 0 ? '' : ` ${body}`}`;
  const head = partitionOf === undefined ? plain : ` PARTITION OF ${sql.table(local(partitionOf.parent))} ${partitionOf.bound}`;
  const create = [
    `CREATE ${options['unlogged'] === undefined ? '' : 'UNLOGGED '}TABLE ${name}${head}`,
    ...(parents.length === 0 ? [] : [`INHERITS (${parents.join(', ')})`]),
    ...(partitioning === undefined ? [] : [`PARTITION BY ${partitioning.by}`]),
    ...(options['access method'] === undefined ? [] : [`USING ${options['access method']}`]),
    ...(withParameters(options) === '' ? [] : [withParameters(options).trim()]),
  ].join(' ');
  const alter = `ALTER TABLE ${name}`;
  const security = options['row level security'];
  return [
    create,
    ...(partitionOf === undefined || key.length === 0 ? [] : [`${alter} ADD ${key[0] ?? ''}`]),
    ...(partitionOf === undefined ? own.flatMap((column) => columnSettings(column, print)).map((setting) => `${alter} ${setting}`) : []),
    ...object.columns.flatMap((column) => overridden(undefined, column, print)).map((action) => `${alter} ${action}`),
    ...(within === undefined ? [] : roles(within, object, print)),
    ...(security === undefined ? [] : [`${alter} ENABLE ROW LEVEL SECURITY`]),
    ...(security === 'forced' ? [`${alter} FORCE ROW LEVEL SECURITY`] : []),
    ...(options['replica identity'] === undefined ? [] : [`${alter} REPLICA IDENTITY ${options['replica identity'].toUpperCase()}`]),
  ];
}

/** The columns of a table of a type, which says all but this. */
function typedColumns(columns: readonly Column[], { sql }: PrintContext): readonly string[] {
  return columns.flatMap((column) => {
    const words = standardColumn(column);
    return words.length === 0 ? [] : [`${sql.column(column.name)} WITH OPTIONS ${words.join(' ')}`];
  });
}

/** Remarks on what is inside the statement that creates the object. */
function inner(object: SchemaObject, print: PrintContext): readonly string[] {
  switch (object.kind) {
    case 'table':
      return [
        ...object.columns.filter((column) => column.remarks !== undefined),
        ...(object.primaryKey?.remarks === undefined || comesLater(object.primaryKey) ? [] : [object.primaryKey]),
      ].flatMap((part) => remarks({ object: part, owner: object }, print));
    case 'view':
    case 'materializedView':
      return object.columns.flatMap(({ name, remarks: text }) =>
        text === undefined
          ? []
          : [`COMMENT ON COLUMN ${print.sql.table(print.local(object))}.${print.sql.column(name)} IS ${print.sql.string(text)}`],
      );
    case 'domain': {
      const name = print.sql.object(print.local(object), 'type');
      return object.checkConstraints.flatMap((check) => [
        ...(check.notValidated === true ? [`ALTER DOMAIN ${name} ADD ${checkClause(check, print)}`] : []),
        ...(check.remarks === undefined ? [] : [domainCheckRemarks(object, check, print)]),
      ]);
    }
    case 'compositeType':
      return object.attributes.filter((one) => one.remarks !== undefined).map((one) => attributeRemarks(object, one, print));
    default:
      return [];
  }
}
