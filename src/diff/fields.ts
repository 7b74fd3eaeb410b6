import type { Localize } from '../dialects/schema-sql.js';
import type { ObjectName } from '../model/names.js';
import type { ColumnDefault, ColumnIdentity, ColumnType } from '../model/schema-column.js';
import type { SchemaObject } from '../model/schema-object.js';
import type { AttachedPart, ConstraintTiming, IndexKey, Table } from '../model/schema-table.js';
import type { Fields, FieldValue } from './entry.js';
import type { Side } from './side.js';

/** How the values of one side are made comparable with those of the other. */
export interface FieldRules {
  readonly side: Side;
  readonly local: Localize;
  /** The case of names does not count, for the databases store it differently. */
  readonly foldsNames: boolean;
  type(type: ColumnType): string;
  default(fallback: ColumnDefault): string;
  /** undefined: such expressions are not compared. */
  expression(sql: string): string | undefined;
  /** What one database system alone has (options, collations, methods …) is compared. */
  readonly ownWords: boolean;
}

/** What of an object is compared. A field without a value stands for "not there" or "the default". */
export function fieldsOf(object: SchemaObject, rules: FieldRules): Fields {
  const name = (one: ObjectName): string => {
    const { schema, name: bare } = rules.local(one);
    return `${schema === undefined ? '' : `${schema}.`}${rules.foldsNames ? bare.toLowerCase() : bare}`;
  };
  const names = (list: readonly string[] | undefined): FieldValue => {
    const shown = list === undefined || list.length === 0 ? undefined : list.join(', ');
    return { shown, compared: rules.foldsNames ? shown?.toLowerCase() : shown };
  };
  const expression = (sql: string | undefined): FieldValue => ({
    shown: sql,
    compared: sql === undefined ? undefined : rules.expression(sql),
  });
  const own = (value: string | boolean | undefined): FieldValue => (rules.ownWords ? plain(value) : nothing);
  const options = (values: Readonly<Record<string, string>> | undefined): Fields =>
    Object.fromEntries(Object.entries(rules.ownWords ? (values ?? {}) : {}).map(([word, value]) => [word, plain(value)]));
  const attached = (parts: readonly AttachedPart[] | undefined): FieldValue =>
    own(parts?.map((part) => attachedText(part, name)).join('; '));
  const timing = ({ deferrable, initiallyDeferred, notValidated, disabled }: ConstraintTiming): Fields => ({
    deferrable: own(deferrable),
    initiallyDeferred: own(initiallyDeferred),
    notValidated: own(notValidated),
    disabled: own(disabled),
  });
  switch (object.kind) {
    case 'schema':
      return { remarks: plain(object.remarks), ...options(object.options) };
    case 'extension':
      return {};
    case 'enum':
      return { values: plain(object.values.map((value) => `'${value}'`).join(', ')), remarks: plain(object.remarks) };
    case 'domain':
      return {
        type: { compared: rules.type(object.type), shown: object.type.text },
        nullable: plain(object.nullable),
        default: defaultOf(object.default, rules),
        collation: own(object.collation),
        checks: plain(
          object.checkConstraints
            .map(
              ({ name: own = '', expression: condition, notValidated, remarks }) =>
                `${own} (${condition})${notValidated === true ? ' not valid' : ''}${remarks === undefined ? '' : ` remarks ${remarks}`}`,
            )
            .join('; '),
        ),
        remarks: plain(object.remarks),
      };
    case 'compositeType':
      return {
        attributes: plain(
          object.attributes
            .map(
              ({ name: own, type, collation, remarks }) =>
                `${own} ${type.text}${collation === undefined ? '' : ` collate ${collation}`}${remarks === undefined ? '' : ` remarks ${remarks}`}`,
            )
            .join(', '),
        ),
        remarks: plain(object.remarks),
      };
    case 'sequence':
      return {
        dataType: own(object.dataType),
        start: plain(object.start),
        increment: plain(object.increment),
        minimum: own(object.minimum),
        maximum: own(object.maximum),
        cache: own(object.cache),
        cycle: plain(object.cycle),
        ordered: own(object.ordered),
        ownedBy: own(object.ownedBy === undefined ? undefined : `${name(object.ownedBy.table)}.${object.ownedBy.column}`),
        remarks: own(object.remarks),
        ...options(object.options),
      };
    case 'table':
      return {
        partitioning: own(
          object.partitioning === undefined
            ? undefined
            : [object.partitioning.by, ...(object.partitioning.partitions ?? []).map((one) => one.definition)].join('; '),
        ),
        partitionOf: own(object.partitionOf === undefined ? undefined : `${name(object.partitionOf.parent)} ${object.partitionOf.bound}`),
        overrides: own(object.partitionOf === undefined ? undefined : overridesOf(object, rules)),
        inherits: own(object.inherits?.map(name).join(', ')),
        tablespace: own(object.tablespace),
        remarks: plain(object.remarks),
        ...options(object.options),
      };
    case 'column':
      return {
        type: { compared: rules.type(object.type), shown: object.type.text },
        nullable: plain(object.nullable),
        default: defaultOf(object.default, rules),
        identity: identityOf(object.identity, rules),
        generated:
          object.generated === undefined
            ? nothing
            : {
                shown: `${object.generated.expression} ${object.generated.stored ? 'stored' : 'virtual'}`,
                compared: rules.ownWords
                  ? `${rules.expression(object.generated.expression) ?? ''} ${object.generated.stored}`
                  : 'generated',
              },
        onUpdate: own(object.onUpdate === undefined ? undefined : rules.expression(object.onUpdate)),
        collation: own(object.collation),
        charset: own(object.charset),
        remarks: plain(object.remarks),
        ...options(object.options),
      };
    case 'primaryKey':
    case 'uniqueConstraint':
      return {
        columns: names(object.columns),
        include: own(object.include?.join(', ')),
        clustered: own(object.clustered),
        tablespace: own(object.tablespace),
        remarks: own(object.remarks),
        attached: attached(object.attached),
        ...timing(object),
        ...options(object.options),
      };
    case 'checkConstraint':
      return {
        expression: expression(object.expression),
        noInherit: own(object.noInherit),
        remarks: own(object.remarks),
        ...timing(object),
      };
    case 'exclusionConstraint':
      return { definition: own(object.definition), remarks: own(object.remarks), ...timing(object) };
    case 'foreignKey':
      return {
        columns: names(object.columns),
        references: plain(name(object.references)),
        referencedColumns: names(object.referencedColumns),
        onDelete: plain(action(object.onDelete, rules)),
        onUpdate: plain(action(object.onUpdate, rules)),
        match: own(object.match),
        attached: attached(object.attached),
        remarks: own(object.remarks),
        ...timing(object),
        ...options(object.options),
      };
    case 'index':
      return {
        unique: plain(object.unique),
        keys: { shown: keysText(object.keys), compared: rules.ownWords ? keysText(object.keys) : keyColumns(object.keys) },
        include: own(object.include?.join(', ')),
        where: rules.ownWords ? expression(object.where) : nothing,
        method: own(object.method),
        clustered: own(object.clustered),
        tablespace: own(object.tablespace),
        remarks: own(object.remarks),
        attached: attached(object.attached),
        ...options(object.options),
      };
    case 'view':
    case 'materializedView':
      return {
        query: expression(object.query.trim().replace(/;$/, '')),
        columns: names(object.columns.map((column) => column.name)),
        checkOption: own(object.checkOption),
        remarks: own(object.remarks),
        columnRemarks: own(
          object.columns.flatMap((column) => (column.remarks === undefined ? [] : [`${column.name}: ${column.remarks}`])).join('; '),
        ),
        ...options(object.options),
      };
    case 'function':
    case 'procedure':
    case 'package':
    case 'packageBody':
      return { definition: own(code(object.definition)), remarks: own(object.remarks), ...options(object.options) };
    case 'trigger':
      return {
        table: plain(name(object.table)),
        definition: own(code(object.definition)),
        state: own(object.state),
        remarks: own(object.remarks),
        ...options(object.options),
      };
    case 'synonym':
      return { target: plain(name(object.target)), isPublic: plain(object.isPublic) };
  }
}

/** What a partition has behind a part of its parent otherwise than the server makes it. */
function attachedText(
  { table, name, of, clustered, tablespace, remarks, options = {} }: AttachedPart,
  nameOf: (one: ObjectName) => string,
): string {
  return [
    `${nameOf(table)}: ${name}`,
    ...(of === undefined ? [] : [`of ${of}`]),
    ...(clustered === true ? ['clustered'] : []),
    ...(tablespace === undefined ? [] : [`tablespace ${tablespace}`]),
    ...(remarks === undefined ? [] : [`remarks ${remarks}`]),
    ...Object.entries(options).map(([word, value]) => `${word} ${value}`),
  ].join(' ');
}

/** The columns that a partition has otherwise than its parent. */
function overridesOf({ columns }: Table, rules: FieldRules): string {
  return columns
    .filter(({ overrides }) => overrides === true)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, default: fallback, nullable, remarks, options = {} }) =>
      [
        name,
        fallback === undefined ? 'without default' : `default ${rules.default(fallback)}`,
        ...(nullable ? [] : ['not null']),
        ...(remarks === undefined ? [] : [`remarks ${remarks}`]),
        ...Object.entries(options).map(([word, value]) => `${word} ${value}`),
      ].join(' '),
    )
    .join('; ');
}

const nothing: FieldValue = { compared: undefined, shown: undefined };

function plain(value: string | boolean | undefined): FieldValue {
  const text = value === undefined || value === '' ? undefined : String(value);
  return { compared: text, shown: text };
}

const code = (text: string): string => text.replaceAll('\r\n', '\n').trim().replace(/;$/, '');

function defaultOf(fallback: ColumnDefault | undefined, rules: FieldRules): FieldValue {
  if (fallback === undefined) return nothing;
  if (fallback.kind !== 'sequence' || !rules.ownWords) return { shown: fallback.sql, compared: rules.default(fallback) };
  const { schema = '', name } = rules.local(fallback.sequence);
  return { shown: fallback.sql, compared: `next of ${schema}.${name}` };
}

function identityOf(identity: ColumnIdentity | undefined, rules: FieldRules): FieldValue {
  if (identity === undefined) return nothing;
  const { generation, start, increment, minimum, maximum, cache, cycle, ordered } = identity;
  const named = identity.sequence === undefined ? undefined : rules.local(identity.sequence);
  const sequence = named === undefined ? undefined : `${named.schema === undefined ? '' : `${named.schema}.`}${named.name}`;
  const options = Object.entries({ start, increment, minimum, maximum, cache, cycle, ordered, sequence })
    .filter(([, value]) => value !== undefined)
    .map(([word, value]) => `${word} ${String(value)}`);
  const shown = [generation, ...options].join(', ');
  return { shown, compared: rules.ownWords ? shown : 'numbered' };
}

/** RESTRICT and NO ACTION differ in one database and are the same in another. */
const action = (word: string, rules: FieldRules): string => (!rules.ownWords && word === 'restrict' ? 'no action' : word);

/** The keys of an index as people write them. */
function keysText(keys: readonly IndexKey[]): string {
  return keys
    .map(({ column, expression, descending, nulls, length, collation, operatorClass }) =>
      [
        (column ?? `(${expression ?? ''})`) + (length === undefined ? '' : `(${length})`),
        ...(collation === undefined ? [] : [`collate ${collation}`]),
        ...(operatorClass === undefined ? [] : [operatorClass]),
        ...(descending === true ? ['desc'] : []),
        ...(nulls === undefined ? [] : [`nulls ${nulls}`]),
      ].join(' '),
    )
    .join(', ');
}

const keyColumns = (keys: readonly IndexKey[]): string => keys.map(({ column }) => (column ?? '()').toLowerCase()).join(', ');
