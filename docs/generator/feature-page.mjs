import { readFileSync } from 'node:fs';
import { changeDefinitions } from '../../dist/changes/index.js';
import { addColumnFields, columnFields } from '../../dist/changes/shared/column.js';
import { missingCommands } from '../../dist/cli/config/liquibase-surface.js';
import { commands } from '../../dist/commands/index.js';
import * as elements from '../../dist/define/changelog-elements.js';
import { preconditionDefinitions } from '../../dist/preconditions/index.js';
import { code, plain, table } from './markdown.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
/** What Liquibase has: names of changes, elements and preconditions, each with its attributes. */
const liquibase = read('liquibase-features.json');
const options = read('liquibase-options.json');
/** What is not simply the same, as `[answer, why]`. */
const notes = read('feature-notes.json');

const elementFields = {
  databaseChangeLog: elements.changelogFields,
  changeSet: elements.changesetFields,
  include: elements.includeFields,
  includeAll: elements.includeAllFields,
  property: elements.propertyFields,
  modifyChangeSets: elements.modifyChangeSetsFields,
  removeChangeSetProperty: elements.removePropertyFields,
  preConditions: elements.preconditionsFields,
  rollback: elements.rollbackReferenceFields,
  modifySql: elements.modifySqlFields,
  column: addColumnFields,
  constraints: columnFields.constraints.fields,
  'column of loadData': changeDefinitions.get('loadData').fields.columns.fields,
  ...Object.fromEntries(Object.entries(elements.modifySqlSteps).map(([step, fields]) => [`modifySql/${step}`, fields])),
};

const words = (text) => text.split(' ').filter((word) => word !== '');

/** The page that answers for each feature of Liquibase. Throws where nothing is decided about one. */
export function featurePage() {
  return `# The features of Liquibase ${liquibase.version}, one by one

<!-- Written by npm run generate from src, and the lists beside the generator. -->

*same*: as in Liquibase, down to SQL, checksum and history row. *better*: the result differs on purpose. *refused*: the run stops before it changes
anything. What stands behind *better* is told in [compatibility](compatibility.md). An attribute that means nothing to the database at hand is
an error where Liquibase has one, and otherwise a warning with its place.

## Change types

The pages of the changes show what is refused on which database, by \`PLAN_UNSUPPORTED_CHANGE\`.

${changeTable()}
## Change types that are only here

Liquibase sells them, or does not have them.

${soldTable()}
## Elements of a changelog

${elementTable()}
## Preconditions

${preconditionTable()}
## Commands

Options are listed [by command](commands/options.md), and so are the [configuration keys](commands/options.md#settings-of-every-command).

${commandTable()}`;
}

function changeTable() {
  checkNotes('changes', (name) => name in liquibase.changes);
  const rows = Object.entries(liquibase.changes).map(([name, attributes]) => {
    const fields = changeDefinitions.get(name)?.fields ?? missing(`change ${name}`);
    return [link(name), ...answer(notes.changes[name]), attributesOf(`change ${name}`, fields, words(attributes))];
  });
  return table(['change', 'here', '', 'attributes'], rows);
}

function soldTable() {
  const rows = [...changeDefinitions.values()]
    .filter(({ name }) => !(name in liquibase.changes))
    .map(({ name, fields }) => [link(name), 'better', Object.keys(fields).map(code).join(' ')]);
  return table(['change', 'here', 'attributes'], rows);
}

function elementTable() {
  checkNotes('elements', (path) => words(liquibase.elements[path.split('.')[0]] ?? '').includes(path.split('.')[1]));
  const rows = Object.entries(liquibase.elements).flatMap(([element, attributes]) => {
    const fields = elementFields[element] ?? missing(`element ${element}`);
    attributesOf(`element ${element}`, fields, words(attributes));
    const noted = words(attributes).filter((name) => `${element}.${name}` in notes.elements);
    const plainly = words(attributes).filter((name) => !noted.includes(name));
    const title = code(element.replace('modifySql/', ''));
    return [
      [title, 'same', '', plainly.map(code).join(' ')],
      ...noted.map((name) => [title, ...answer(notes.elements[`${element}.${name}`]), code(name)]),
    ];
  });
  return table(['element', 'here', '', 'attributes'], rows);
}

function preconditionTable() {
  checkNotes('preconditions', (name) => name in liquibase.preconditions);
  const rows = Object.entries(liquibase.preconditions).map(([name, attributes]) => {
    const fields = preconditionDefinitions.get(name)?.fields ?? missing(`precondition ${name}`);
    const note = notes.preconditions[name];
    return [`[${name}](preconditions.md#${name.toLowerCase()})`, ...answer(note), attributesOf(`precondition ${name}`, fields, words(attributes))];
  });
  return table(['precondition', 'here', '', 'attributes'], rows);
}

function commandTable() {
  checkNotes('commands', (name) => name in options.commands);
  const rows = Object.keys(options.commands).map((name) => {
    if (name in commands) return [`[${name}](commands/${name}.md)`, ...answer(notes.commands[name])];
    return [code(name), 'refused', plain(missingCommands[name] ?? missing(`command ${name}`))];
  });
  return table(['command', 'here', ''], rows);
}

const link = (name) => `[${name}](changes/${name}.md)`;

const answer = (note) => note ?? ['same', ''];

/** The attributes of Liquibase, of which each must be read here. */
function attributesOf(what, fields, attributes) {
  const spellings = Object.entries(fields).flatMap(([name, { aliases, item }]) => [name, ...aliases, ...(item === undefined ? [] : [item])]);
  for (const name of attributes) if (!spellings.includes(name)) missing(`attribute ${name} of ${what}`);
  return attributes.map(code).join(' ');
}

function missing(what) {
  throw new Error(`nothing is decided about Liquibase's ${what}`);
}

function checkNotes(kind, exists) {
  for (const name of Object.keys(notes[kind])) if (!exists(name)) throw new Error(`a note speaks of ${name}, which Liquibase does not have`);
}
