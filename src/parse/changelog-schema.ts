import { changeDefinitions } from '../changes/index.js';
import type { ChangeDefinition } from '../define/change.js';
import type { Fields } from '../define/fields.js';
import { objectSchema, type JsonSchema } from '../define/json-schema.js';
import { preconditionDefinitions } from '../preconditions/index.js';
import {
  changelogFields,
  changesetElements,
  changesetFields,
  includeAllFields,
  includeFields,
  modifyChangeSetsFields,
  modifySqlFields,
  modifySqlSteps,
  preconditionsFields,
  propertyFields,
  removePropertyFields,
  rollbackReferenceFields,
} from '../define/changelog-elements.js';

type Properties = Readonly<Record<string, JsonSchema>>;

const ref = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });
const described = (description: string, schema: JsonSchema): JsonSchema => ({ description, ...schema });

/** Properties that an element with these fields may have in a file. */
const propertiesOf = (fields: Fields): Properties => objectSchema(fields, 'file')['properties'] as Properties;

/** One map, or a list of maps that are read as one. */
const oneOrList = (entry: JsonSchema): JsonSchema => ({ anyOf: [{ type: 'array', items: entry }, entry, { type: 'null' }] });

const mapOf = (properties: Properties): JsonSchema => ({ type: 'object', properties, additionalProperties: false });

/**
 * The JSON Schema of YAML and JSON changelogs, for editors: every element with its attributes and what they mean, made from the same
 * definitions that the parser uses. It describes the documented way of writing; the parser takes some more.
 */
export function changelogSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Database changelog',
    description: 'Changesets that bring a database from one state to the next',
    type: 'object',
    required: ['databaseChangeLog'],
    properties: {
      $schema: { type: 'string' },
      databaseChangeLog: { description: 'The changelog', anyOf: [{ type: 'array', items: ref('entry') }, { type: 'null' }] },
    },
    patternProperties: { '^x-': {} },
    additionalProperties: false,
    $defs: {
      entry: entrySchema(),
      include: described('Reads another changelog at this place', objectSchema(includeFields, 'file')),
      includeAll: described('Reads all changelogs of a directory at this place', objectSchema(includeAllFields, 'file')),
      changeSet: changesetSchema(),
      change: { ...mapOf(changeProperties()), minProperties: 1, maxProperties: 1 },
      changes: { type: 'array', items: ref('change') },
      rollback: rollbackSchema(),
      preConditions: oneOrList(mapOf({ ...propertiesOf(preconditionsFields), ...conditionProperties() })),
      conditions: oneOrList(mapOf(conditionProperties())),
      modifySql: modifySqlSchema(),
      ...Object.fromEntries(
        [...changeDefinitions.values()].map((definition) => [`change.${definition.name}`, definitionSchema(definition)]),
      ),
    },
  };
}

function entrySchema(): JsonSchema {
  const modifyChangeSets = oneOrList(
    mapOf({ ...propertiesOf(modifyChangeSetsFields), include: ref('include'), includeAll: ref('includeAll') }),
  );
  const properties: Properties = {
    changeSet: ref('changeSet'),
    include: ref('include'),
    includeAll: ref('includeAll'),
    property: described('Defines a property, used as ${name}', objectSchema(propertyFields, 'file')),
    preConditions: described('What must hold before anything runs', ref('preConditions')),
    modifyChangeSets: described('Includes whose changesets run with another executor', modifyChangeSets),
    removeChangeSetProperty: described('Takes an attribute from the changes that follow', objectSchema(removePropertyFields, 'file')),
    ...propertiesOf(changelogFields),
  };
  return { ...mapOf(properties), minProperties: 1 };
}

function changesetSchema(): JsonSchema {
  const attributes = objectSchema(changesetFields, 'file');
  const checksums: JsonSchema = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };
  return {
    description: 'A unit of change: runs once, as a whole',
    ...attributes,
    properties: {
      ...(attributes['properties'] as Properties),
      comment: { description: changesetElements.comment, type: ['string', 'number', 'boolean', 'null'] },
      validCheckSum: described(changesetElements.validCheckSum, checksums),
      preConditions: described(changesetElements.preConditions, ref('preConditions')),
      modifySql: described(changesetElements.modifySql, ref('modifySql')),
      rollback: described(changesetElements.rollback, ref('rollback')),
      changes: described(changesetElements.changes, ref('changes')),
    },
  };
}

const changeProperties = (): Properties => Object.fromEntries([...changeDefinitions.keys()].map((name) => [name, ref(`change.${name}`)]));

function definitionSchema(definition: ChangeDefinition): JsonSchema {
  return elementSchema(definition.summary, definition.fields, {});
}

/** An element that may be written as plain text where a field takes its text, and as nothing where it needs no attribute. */
function elementSchema(summary: string, fields: Fields, more: Properties): JsonSchema {
  const attributes = objectSchema(fields, 'file');
  const full = { ...attributes, properties: { ...(attributes['properties'] as Properties), ...more } };
  const all = Object.values(fields);
  const forms: JsonSchema[] = [full];
  if (all.some((field) => field.xml === 'body')) forms.push({ type: 'string' });
  if (!all.some((field) => field.required)) forms.push({ type: 'null' });
  return forms.length === 1 ? described(summary, full) : { description: summary, anyOf: forms };
}

function conditionProperties(): Properties {
  const nested = { description: 'The conditions', ...ref('conditions') };
  return Object.fromEntries(
    [...preconditionDefinitions.values()].map(({ name, summary, fields, nests }) => [
      name,
      nests ? { ...nested, description: summary } : elementSchema(summary, fields, {}),
    ]),
  );
}

function rollbackSchema(): JsonSchema {
  const reference = mapOf(propertiesOf(rollbackReferenceFields));
  return {
    anyOf: [
      { type: 'string', description: 'SQL that undoes the changeset' },
      { type: 'null', description: 'Nothing is to be done' },
      { type: 'array', items: { anyOf: [ref('change'), { type: 'string' }, reference] } },
      mapOf({ ...changeProperties(), ...propertiesOf(rollbackReferenceFields) }),
    ],
  };
}

function modifySqlSchema(): JsonSchema {
  const steps = Object.fromEntries(Object.entries(modifySqlSteps).map(([name, fields]) => [name, objectSchema(fields, 'file')]));
  return oneOrList(mapOf({ ...propertiesOf(modifySqlFields), ...steps }));
}
