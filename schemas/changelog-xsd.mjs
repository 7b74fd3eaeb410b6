import { changeDefinitions } from '../dist/changes/index.js';
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
} from '../dist/define/changelog-elements.js';
import { preconditionDefinitions } from '../dist/preconditions/index.js';

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const about = (text) => `<xsd:annotation><xsd:documentation>${escaped(text)}</xsd:documentation></xsd:annotation>`;

const restriction = (facets) => `<xsd:simpleType><xsd:restriction base="xsd:string">${facets}</xsd:restriction></xsd:simpleType>`;
const pattern = (text) => restriction(`<xsd:pattern value="${text}"/>`);

/** One of several simple types, or a text with a property in it, which may become anything. */
const orProperty = (...types) => `<xsd:union memberTypes="propertyText">${types.join('')}</xsd:union>`;

const named = (name, type) => type.replace('<xsd:simpleType>', `<xsd:simpleType name="${name}">`);

const oneOf = (values) => restriction(values.map((value) => `<xsd:enumeration value="${value}"/>`).join(''));

const simpleTypes = {
  boolean: orProperty(oneOf(['true', 'false']), pattern('[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[01]')),
  integer: orProperty(pattern('\\s*[+\\-]?[0-9]+\\s*')),
};

const inAnyCase = (word) => word.replace(/[A-Za-z]/g, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);

const isMixed = (fields) => Object.values(fields).some((field) => field.xml === 'body');
const element = (name, type, summary) => `<xsd:element name="${name}" type="${type}">${about(summary)}</xsd:element>`;
const inline = (name, summary, body, mixed = false) =>
  `<xsd:element name="${name}">${about(summary)}<xsd:complexType${mixed ? ' mixed="true"' : ''}>${body}</xsd:complexType></xsd:element>`;
const group = (name, choices) => `<xsd:group name="${name}"><xsd:choice>\n${choices.join('\n')}\n</xsd:choice></xsd:group>`;

/** The XML Schema of XML changelogs, for editors: made from the definitions that the parser uses, and checked by it afterwards. */
export function changelogXsd() {
  const types = new Map();

  /** The name of the type of an element with these fields; elements that share fields share the type. */
  function typeOf(fields, name) {
    const known = types.get(fields);
    if (known !== undefined) return known.name;
    const type = { name, text: '' };
    types.set(fields, type);
    type.text = `<xsd:complexType name="${name}"${isMixed(fields) ? ' mixed="true"' : ''}>${content(fields, name)}</xsd:complexType>`;
    return name;
  }

  /** Child elements in any order, then attributes. `more` are further choices. */
  function content(fields, path, more = []) {
    const children = [...Object.entries(fields).flatMap(([name, field]) => childrenOf(name, field, path)), ...more];
    const choice = children.length === 0 ? '' : `<xsd:choice minOccurs="0" maxOccurs="unbounded">\n${children.join('\n')}\n</xsd:choice>`;
    const attributes = Object.entries(fields).flatMap(([name, field]) => [name, ...field.aliases].map((one) => attributeOf(one, field)));
    return `\n${[choice, ...attributes, '<xsd:anyAttribute namespace="##other" processContents="lax"/>'].filter(Boolean).join('\n')}\n`;
  }

  function childrenOf(name, field, path) {
    if (field.kind === 'object') return [element(name, typeOf(field.fields, `${path}.${name}`), field.summary)];
    if (field.kind === 'list') {
      const item = element(field.item, typeOf(field.fields, `${path}.${field.item}`), field.summary);
      if (name === `${field.item}s`) return [item];
      return [
        inline(name, field.summary, `<xsd:sequence><xsd:choice minOccurs="0" maxOccurs="unbounded">${item}</xsd:choice></xsd:sequence>`),
      ];
    }
    if (field.xml !== 'element') return [];
    return [name, ...field.aliases].map((one) => element(one, 'xsd:string', field.summary));
  }

  function attributeOf(name, field) {
    if (field.xml !== 'attribute' && field.xml !== 'body') return '';
    const use = field.required && field.xml === 'attribute' && field.aliases.length === 0 ? ' use="required"' : '';
    if (field.values === undefined) {
      const type = field.kind in simpleTypes ? field.kind : 'xsd:string';
      return `<xsd:attribute name="${name}" type="${type}"${use}>${about(field.summary)}</xsd:attribute>`;
    }
    const type = orProperty(oneOf(field.values), ...(field.anyCase ? [pattern(field.values.map(inAnyCase).join('|'))] : []));
    return `<xsd:attribute name="${name}"${use}>${about(field.summary)}<xsd:simpleType>${type}</xsd:simpleType></xsd:attribute>`;
  }

  const changes = [...changeDefinitions.values()].map(({ name, summary, fields }) => element(name, typeOf(fields, name), summary));
  const conditions = [...preconditionDefinitions.values()].map(({ name, summary, fields, nests }) =>
    nests ? element(name, 'conditions', summary) : element(name, typeOf(fields, name), summary),
  );
  const conditionsInside = '<xsd:group ref="condition"/>';
  const preConditions = (summary) => inline('preConditions', summary, content(preconditionsFields, 'preConditions', [conditionsInside]));
  const steps = Object.entries(modifySqlSteps).map(([name, fields]) =>
    element(name, typeOf(fields, `modifySql.${name}`), `Edits the SQL: ${name}`),
  );
  const include = element('include', typeOf(includeFields, 'include'), 'Reads another changelog at this place');
  const includeAll = element('includeAll', typeOf(includeAllFields, 'includeAll'), 'Reads all changelogs of a directory at this place');
  const changeSet = inline(
    'changeSet',
    'A unit of change: runs once, as a whole',
    content(changesetFields, 'changeSet', [
      element('comment', 'xsd:string', changesetElements.comment),
      element('validCheckSum', 'xsd:string', changesetElements.validCheckSum),
      preConditions(changesetElements.preConditions),
      inline('modifySql', changesetElements.modifySql, content(modifySqlFields, 'modifySql', steps)),
      inline('rollback', changesetElements.rollback, content(rollbackReferenceFields, 'rollback', ['<xsd:group ref="change"/>']), true),
      '<xsd:group ref="change"/>',
    ]),
  );
  const root = inline(
    'databaseChangeLog',
    'The changelog',
    content(changelogFields, 'databaseChangeLog', [
      changeSet,
      include,
      includeAll,
      element('property', typeOf(propertyFields, 'property'), 'Defines a property, used as ${name}'),
      preConditions('What must hold before anything runs'),
      inline(
        'modifyChangeSets',
        'Includes whose changesets run with another executor',
        content(modifyChangeSetsFields, 'modifyChangeSets', [include, includeAll]),
      ),
      element(
        'removeChangeSetProperty',
        typeOf(removePropertyFields, 'removeChangeSetProperty'),
        'Takes an attribute from the changes that follow',
      ),
    ]),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!-- Written by npm run generate from the definitions of changes and preconditions. -->',
    '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns="http://www.liquibase.org/xml/ns/dbchangelog"',
    '    targetNamespace="http://www.liquibase.org/xml/ns/dbchangelog" elementFormDefault="qualified">',
    named('propertyText', pattern('.*$\\{[^}]+\\}.*')),
    ...Object.entries(simpleTypes).map(([name, type]) => `<xsd:simpleType name="${name}">${type}</xsd:simpleType>`),
    root,
    // Elements of other namespaces are left to those who know them (changes that Liquibase sells stand in one of their own).
    group('change', [...changes, '<xsd:any namespace="##other" processContents="lax"/>']),
    group('condition', conditions),
    `<xsd:complexType name="conditions"><xsd:choice minOccurs="0" maxOccurs="unbounded">${conditionsInside}</xsd:choice></xsd:complexType>`,
    ...[...types.values()].map(({ text }) => text),
    '</xsd:schema>\n',
  ]
    .join('\n')
    .replace(/\n{2,}/g, '\n');
}
