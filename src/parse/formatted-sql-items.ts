import type { Source } from '../core/source.js';
import {
  attribute,
  booleanAttribute,
  checkAttributes,
  lastValue,
  wordsAttribute,
  type AttributeKinds,
  type AttributePlace,
} from './formatted-sql-attributes.js';
import type { SqlReading } from './formatted-sql-reading.js';
import type { IncludeAllItem, IncludeItem, InheritedScope, PropertyItem } from './changelog-item.js';

const filters: AttributeKinds = { context: 'words', contextFilter: 'words', labels: 'words' };
const propertyAttributes: AttributeKinds = { ...filters, name: 'name', value: 'name', dbms: 'list', global: 'boolean' };
const includeAttributes: AttributeKinds = {
  ...filters,
  file: 'words',
  relativeToChangelogFile: 'boolean',
  errorIfMissing: 'boolean',
  ignore: 'boolean',
};
const includeAllAttributes: AttributeKinds = {
  ...filters,
  path: 'words',
  relativeToChangelogFile: 'boolean',
  errorIfMissingOrEmpty: 'boolean',
  ignore: 'boolean',
  minDepth: 'name',
  maxDepth: 'name',
  endsWithFilter: 'name',
  filter: 'name',
  resourceFilter: 'name',
  resourceComparator: 'name',
};

/** Reads a `--property` line. Source: Liquibase `AbstractFormattedChangeLogParser.handleProperty` (4.28.0). */
export function readPropertyLine(place: AttributePlace, reading: SqlReading): PropertyItem | undefined {
  const source = place.at(1);
  const text = place.line.slice(place.from);
  const part = (name: string): string | undefined => lastValue(text, name, /[ \t\v\f]*([^ \t\v\f]+)/y);
  // Both may follow their colon after a blank; the check wants them close.
  checkAttributes(
    { ...place, line: place.line.replace(/\b((?:name|value):)([ \t]+)(?=\S)/gi, '$2$1') },
    propertyAttributes,
    reading.diagnostics,
  );
  const [name, value] = [part('name'), part('value')];
  if (name === undefined || value === undefined) {
    reading.diagnostics.error('PARSE_MISSING_ATTRIBUTE', {
      message: `--property: ${name === undefined ? 'name' : 'value'} is missing`,
      source,
      hint: 'write --property name:NAME value:VALUE',
    });
    return undefined;
  }
  if (/^["']/.test(value) && !/^(["']).*\1$/.test(value))
    reading.diagnostics.error('PARSE_INVALID_VALUE', {
      message: `--property: the value ${value} is cut off at the blank`,
      source,
      hint: 'a value in formatted SQL holds no blanks',
    });
  const dbms = attribute(text, 'dbms', 'list');
  return {
    kind: 'property',
    source,
    name: reading.expand(name, source),
    value: reading.expand(value, source),
    relativeToChangelogFile: false,
    errorIfMissing: true,
    global: booleanAttribute(text, 'global', true),
    ...scopeAttributes(text, reading, source),
    ...(dbms !== undefined && { dbms: reading.expand(dbms.trim(), source) }),
  };
}

/** Reads an `--include` line. Its attributes are those of the XML element. */
export function readIncludeLine(place: AttributePlace, reading: SqlReading): IncludeItem {
  checkAttributes(place, includeAttributes, reading.diagnostics);
  const source = place.at(1);
  const text = reading.expand(place.line.slice(place.from), source);
  return {
    kind: 'include',
    source,
    file: wordsAttribute(text, 'file') ?? '',
    relativeToChangelogFile: booleanAttribute(text, 'relativeToChangelogFile', false),
    errorIfMissing: booleanAttribute(text, 'errorIfMissing', true),
    scope: includedScope(text, reading, source),
  };
}

/** Reads an `--includeAll` line. Its attributes are those of the XML element. */
export function readIncludeAllLine(place: AttributePlace, reading: SqlReading): IncludeAllItem {
  checkAttributes(place, includeAllAttributes, reading.diagnostics);
  const source = place.at(1);
  const text = reading.expand(place.line.slice(place.from), source);
  const filter = attribute(text, 'resourceFilter', 'name') ?? /(?:^|\s)filter:(\S+)/i.exec(text)?.[1];
  const resourceComparator = attribute(text, 'resourceComparator', 'name');
  const depth = (name: string, byDefault: number): number => {
    const value = attribute(text, name, 'name');
    if (value === undefined || /^\d+$/.test(value)) return value === undefined ? byDefault : Number(value);
    reading.diagnostics.error('PARSE_INVALID_VALUE', {
      message: `${place.directive}: ${name} is "${value}"; it must be a whole number`,
      source,
    });
    return byDefault;
  };
  return {
    kind: 'includeAll',
    source,
    path: wordsAttribute(text, 'path') ?? '',
    relativeToChangelogFile: booleanAttribute(text, 'relativeToChangelogFile', false),
    errorIfMissingOrEmpty: booleanAttribute(text, 'errorIfMissingOrEmpty', true),
    minDepth: depth('minDepth', 0),
    maxDepth: depth('maxDepth', Number.MAX_SAFE_INTEGER),
    endsWithFilter: attribute(text, 'endsWithFilter', 'name') ?? '',
    ...(filter !== undefined && { filter }),
    ...(resourceComparator !== undefined && { resourceComparator }),
    scope: includedScope(text, reading, source),
  };
}

function scopeAttributes(text: string, reading: SqlReading, source: Source): { contextFilter?: string; labels?: string } {
  const contextFilter = wordsAttribute(text, 'contextFilter') || wordsAttribute(text, 'context');
  const labels = wordsAttribute(text, 'labels');
  return {
    ...(contextFilter && { contextFilter: reading.expand(contextFilter, source) }),
    ...(labels && { labels: reading.expand(labels, source) }),
  };
}

/** What a file included from here inherits, nearest first. */
function includedScope(text: string, reading: SqlReading, source: Source): InheritedScope {
  const { contextFilter, labels } = scopeAttributes(text, reading, source);
  const { scope } = reading;
  return {
    ...scope,
    inheritedContexts: contextFilter === undefined ? scope.inheritedContexts : [contextFilter, ...scope.inheritedContexts],
    inheritedLabels: labels === undefined ? scope.inheritedLabels : [labels, ...scope.inheritedLabels],
    ignore: booleanAttribute(text, 'ignore', false),
  };
}
