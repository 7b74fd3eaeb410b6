import type { Diagnostics } from '../core/diagnostics.js';
import type { Source } from '../core/source.js';
import { didYouMean } from '../core/suggest.js';
import type { OnFail, OnSqlOutput, PreconditionNode, Preconditions } from '../model/change.js';
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
const names = ['sql-check', 'table-exists', 'view-exists'] as const;

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
  const node = (kind: string, props: Record<string, string>): PreconditionNode => ({ name: kind, props, nested: [], source });
  const missing = (what: string, hint: string): undefined => {
    diagnostics.error('PARSE_MISSING_ATTRIBUTE', { message: `--precondition-${name}: ${what}`, source, hint });
  };
  switch (name) {
    case 'sql-check': {
      const match = /^(?:expectedResult:)?(?:(\w+)|'([^']+)'|"([^"]+)") (.*)$/i.exec(body);
      const expectedResult = match?.[1] ?? match?.[2] ?? match?.[3];
      const sql = match?.[4]?.trim();
      if (expectedResult === undefined || sql === undefined || sql === '')
        return missing(
          'an expected result and a query must follow',
          'write --precondition-sql-check expectedResult:0 SELECT COUNT(*) FROM person',
        );
      return node('sqlCheck', { expectedResult, sql });
    }
    case 'table-exists':
    case 'view-exists': {
      const [kind] = name.split('-') as ['table' | 'view'];
      const object = attribute(body, kind, 'boolean');
      if (object === undefined) return missing(`the name of the ${kind} is missing`, `write --precondition-${name} ${kind}:person`);
      const schemaName = attribute(body, 'schema', 'boolean');
      return node(`${kind}Exists`, { [`${kind}Name`]: object, ...(schemaName !== undefined && { schemaName }) });
    }
    default:
      diagnostics.error('PARSE_UNKNOWN_PRECONDITION', {
        message: `formatted SQL has no precondition "${name}"`,
        source,
        hint: didYouMean(name, names) ?? `it has ${names.join(', ')}; others can be given in an XML, YAML or JSON changelog`,
      });
      return undefined;
  }
}
