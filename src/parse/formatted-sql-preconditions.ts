import type { Diagnostics } from '../core/diagnostics.js';
import type { Source } from '../core/source.js';
import { didYouMean } from '../core/suggest.js';
import type { OnFail, OnSqlOutput, PreconditionNode, Preconditions } from '../model/change.js';
import { preconditionDefinitions } from '../preconditions/index.js';
import { attribute, checkAttributes, wordsAttribute, type AttributeKinds, type AttributePlace } from './formatted-sql-attributes.js';

const attributes: AttributeKinds = {
  onFail: 'name',
  onError: 'name',
  onUpdateSQL: 'name',
  onSqlOutput: 'name',
  onFailMessage: 'words',
  onErrorMessage: 'words',
};
const outcomes = ['HALT', 'CONTINUE', 'MARK_RAN', 'WARN'] as const;
const outputs = ['IGNORE', 'TEST', 'FAIL'] as const;
const names = [...preconditionDefinitions.values()].flatMap(({ line }) => (line === undefined ? [] : [line.name])).toSorted();

/** A `preConditions` block that says nothing, as it stands where only conditions are given. */
export function defaultPreconditions(source: Source): Preconditions {
  return { onFail: 'HALT', onError: 'HALT', onSqlOutput: 'IGNORE', conditions: [], source };
}

/** Reads a `--preconditions` line. Source: Liquibase `FormattedSqlChangeLogParser.handlePreconditionsCase` (4.28.0). */
export function readPreconditionsLine(place: AttributePlace, diagnostics: Diagnostics): Preconditions {
  checkAttributes(place, attributes, diagnostics);
  const text = place.line.slice(place.from);
  const source = place.at(place.from + 1);
  const choice = <T extends string>(name: string, choices: readonly T[], byDefault: T): T => {
    const value = attribute(text, name, 'boolean');
    if (value === undefined) return byDefault;
    const chosen = choices.find((one) => one === value.toUpperCase());
    if (chosen !== undefined) return chosen;
    diagnostics.error('PARSE_INVALID_VALUE', {
      message: `${name} is "${value}"; it must be one of ${choices.join(', ')}`,
      source,
      hint: didYouMean(value, choices),
    });
    return byDefault;
  };
  const written = attribute(text, 'onSqlOutput', 'boolean');
  if (written !== undefined && attribute(text, 'onUpdateSQL', 'boolean') !== undefined)
    diagnostics.error('PARSE_INVALID_VALUE', { message: 'onUpdateSQL is the old name of onSqlOutput; give one of them', source });
  const onFailMessage = wordsAttribute(text, 'onFailMessage');
  const onErrorMessage = wordsAttribute(text, 'onErrorMessage');
  return {
    onFail: choice<OnFail>('onFail', outcomes, 'HALT'),
    onError: choice<OnFail>('onError', outcomes, 'HALT'),
    onSqlOutput: choice<OnSqlOutput>(written === undefined ? 'onUpdateSQL' : 'onSqlOutput', outputs, 'IGNORE'),
    ...(onFailMessage !== undefined && { onFailMessage }),
    ...(onErrorMessage !== undefined && { onErrorMessage }),
    conditions: [],
    source: place.at(1),
  };
}

/**
 * Reads a `--precondition-…` line whose properties are filled in. What has a problem is reported and left out.
 * Source: Liquibase `FormattedSqlChangeLogParser.handlePreconditionCase` (4.28.0).
 */
export function readPreconditionLine(name: string, body: string, source: Source, diagnostics: Diagnostics): PreconditionNode | undefined {
  const definition = [...preconditionDefinitions.values()].find(({ line }) => line?.name === name);
  if (definition?.line === undefined) {
    diagnostics.error('PARSE_UNKNOWN_PRECONDITION', {
      message: `formatted SQL has no precondition "${name}"`,
      source,
      hint: didYouMean(name, names) ?? `it has ${names.join(', ')}; others can be given in an XML, YAML or JSON changelog`,
    });
    return undefined;
  }
  const { line } = definition;
  const props = line.read(body, (key) => attribute(body, key, 'boolean'));
  if (typeof props !== 'string') return { name: definition.name, props, nested: [], source };
  diagnostics.error('PARSE_MISSING_ATTRIBUTE', {
    message: `--precondition-${name}: ${props}`,
    source,
    hint: `write --precondition-${name} ${line.example}`,
  });
  return undefined;
}
