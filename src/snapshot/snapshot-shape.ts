import { schemaObjectKinds } from '../model/schema-ref.js';
import { flag, listOf, mapOf, number, oneOf, record, text, variants, type Shape } from './shape.js';

/** What `model/schema.ts` and the files beside it declare, for reading a file. */
const kind = (...words: readonly string[]): Readonly<Record<string, Shape>> => ({ kind: oneOf(...words) });
const options = mapOf(text);
const optionsAndRemarks = { remarks: text, options };
const name = { name: text };
const place = { schema: text, catalog: text };
const objectName = record(name, place);
const texts = listOf(text);
const whole = text;

const ref = record({ ...kind(...schemaObjectKinds), ...name }, { ...place, table: text, arguments: text, columns: texts });
const dependsOn = { dependsOn: listOf(ref) };

const type = record(
  { text, base: text },
  { length: number, precision: number, scale: number, unsigned: flag, array: flag, values: texts, definedBy: objectName },
);
const columnDefault = variants('kind', {
  value: record({ ...kind('value'), type: oneOf('string', 'numeric', 'boolean', 'date'), text, sql: text }),
  computed: record({ ...kind('computed'), sql: text }),
  sequence: record({ ...kind('sequence'), sequence: objectName, sql: text }),
});
const numbering = { start: whole, increment: whole, minimum: whole, maximum: whole, cache: whole, cycle: flag, ordered: flag };
const identity = record(
  { generation: oneOf('always', 'byDefault', 'byDefaultOnNull', 'auto', 'serial') },
  { ...numbering, sequence: objectName },
);
const column = record(
  { ...kind('column'), ...name, position: number, type, nullable: flag },
  {
    inherited: flag,
    overrides: flag,
    notNullName: text,
    default: columnDefault,
    defaultName: text,
    identity,
    generated: record({ expression: text, stored: flag }),
    onUpdate: text,
    collation: text,
    charset: text,
    ...optionsAndRemarks,
  },
);

const timing = { deferrable: flag, initiallyDeferred: flag, notValidated: flag, disabled: flag };
const attached = listOf(
  record({ table: objectName, ...name }, { usual: text, of: text, clustered: flag, tablespace: text, ...optionsAndRemarks }),
);
const keyOptional = { attached, name: text, include: texts, tablespace: text, clustered: flag, ...timing, ...optionsAndRemarks };
const key = (word: string): Shape => record({ ...kind(word), columns: texts }, keyOptional);
const check = record(
  { ...kind('checkConstraint'), expression: text },
  { name: text, noInherit: flag, ofColumn: flag, remarks: text, ...timing },
);
const exclusion = record({ ...kind('exclusionConstraint'), ...name, definition: text }, { remarks: text, ...timing });
const action = oneOf('no action', 'restrict', 'cascade', 'set null', 'set default');
const foreignKey = record(
  { ...kind('foreignKey'), columns: texts, references: objectName, referencedColumns: texts, onDelete: action, onUpdate: action },
  { name: text, match: oneOf('full', 'partial'), attached, ...timing, ...optionsAndRemarks },
);
const indexKey = record(
  {},
  { column: text, expression: text, descending: flag, nulls: oneOf('first', 'last'), length: number, collation: text, operatorClass: text },
);
const index = record(
  { ...kind('index'), ...name, unique: flag, keys: listOf(indexKey) },
  { method: text, include: texts, attached, where: text, clustered: flag, tablespace: text, definition: text, ...optionsAndRemarks },
);
const partitioning = record({ by: text }, { partitions: listOf(record({ ...name, definition: text })) });
const table = record(
  {
    ...kind('table'),
    ...name,
    columns: listOf(column),
    uniqueConstraints: listOf(key('uniqueConstraint')),
    checkConstraints: listOf(check),
    exclusionConstraints: listOf(exclusion),
    foreignKeys: listOf(foreignKey),
    indexes: listOf(index),
  },
  {
    ...place,
    primaryKey: key('primaryKey'),
    partitioning,
    partitionOf: record({ parent: objectName, bound: text }),
    inherits: listOf(objectName),
    tablespace: text,
    definition: text,
    ...optionsAndRemarks,
    ...dependsOn,
  },
);

const view = record(
  {
    ...kind('view', 'materializedView'),
    ...name,
    query: text,
    columns: listOf(record(name, { type, remarks: text })),
  },
  { ...place, checkOption: oneOf('local', 'cascaded'), indexes: listOf(index), definition: text, ...optionsAndRemarks, ...dependsOn },
);
const routine = record(
  { ...kind('function', 'procedure', 'package', 'packageBody'), ...name, arguments: text, definition: text },
  { ...place, language: text, ...optionsAndRemarks, ...dependsOn },
);
const trigger = record(
  { ...kind('trigger'), ...name, table: objectName, definition: text },
  { ...place, state: oneOf('disabled', 'replica', 'always'), ...optionsAndRemarks },
);
const sequence = record(
  { ...kind('sequence'), ...name },
  { ...place, dataType: text, ...numbering, ownedBy: record({ table: objectName, column: text }), ...optionsAndRemarks },
);
const domain = record(
  { ...kind('domain'), ...name, type, nullable: flag, checkConstraints: listOf(check) },
  { ...place, default: columnDefault, collation: text, remarks: text },
);
const compositeType = record(
  { ...kind('compositeType'), ...name, attributes: listOf(record({ ...name, type }, { collation: text, remarks: text })) },
  { ...place, remarks: text },
);

/** A whole snapshot. */
export const snapshotShape = record(
  {
    source: record({ dialect: text, product: text, version: text }, { catalog: text, defaultSchema: text, collation: text, charset: text }),
    schemas: listOf(record({ ...kind('schema'), ...name }, optionsAndRemarks)),
    extensions: listOf(record({ ...kind('extension'), ...name }, { schema: text, version: text })),
    enums: listOf(record({ ...kind('enum'), ...name, values: texts }, { ...place, remarks: text })),
    domains: listOf(domain),
    compositeTypes: listOf(compositeType),
    sequences: listOf(sequence),
    tables: listOf(table),
    views: listOf(view),
    routines: listOf(routine),
    triggers: listOf(trigger),
    synonyms: listOf(record({ ...kind('synonym'), ...name, target: objectName }, { ...place, isPublic: flag })),
    grants: listOf(record({ on: ref, grantee: text, privileges: texts }, { grantable: flag })),
    unmodelled: listOf(record({ kind: text, ...name }, { ...place, table: text, definition: text })),
  },
  { kinds: listOf(oneOf(...schemaObjectKinds)) },
);
