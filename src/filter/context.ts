import type { Changeset } from '../model/changelog.js';
import { expressionMatches, expressionNames, parseExpression } from './expression.js';
import { commaList } from './comma-list.js';

type Contexts = Pick<Changeset, 'contextFilter' | 'inheritedContexts' | 'source'>;

/** The contexts that a run is for, from a comma-separated list; case does not count. Source: Liquibase `Contexts`. */
export function runContexts(list: string | undefined): ReadonlySet<string> {
  return commaList((list ?? '').replaceAll('\\', ''));
}

/**
 * Whether a changeset belongs to a run with these contexts (comma-separated): its own expression and each one inherited from files and
 * includes must hold. A run without contexts takes every changeset whose expressions require (`@`) none.
 * Source: Liquibase `ContextChangeSetFilter`.
 * @throws PARSE_EXPRESSION
 */
export function contextsMatch(changeset: Contexts, contexts: string | undefined): boolean {
  const own = changeset.contextFilter;
  if ((own === undefined || own.trim() === '') && changeset.inheritedContexts.length === 0) return true;
  return allMatch(changeset, runContexts(contexts));
}

function allMatch(changeset: Contexts, names: ReadonlySet<string>): boolean {
  return (
    contextExpressionMatches(changeset.contextFilter, names, changeset) &&
    changeset.inheritedContexts.every((text) => contextExpressionMatches(text, names, changeset))
  );
}

/** Whether one context expression holds for a run; an absent or blank one always does. */
export function contextExpressionMatches(
  text: string | undefined,
  names: ReadonlySet<string>,
  place: Pick<Partial<Changeset>, 'source'> = {},
): boolean {
  if (text === undefined || text.trim() === '') return true;
  return expressionMatches(parseExpression(text, { what: 'context expression', source: place.source }), names);
}

/**
 * The contexts that changesets, their `modifySql` and the includes around them ask about and that a run without contexts takes, which leaves
 * out what requires one (`@`); each once and in alphabetical order. Throws PARSE_EXPRESSION.
 */
export function openContexts(changesets: readonly (Contexts & Pick<Changeset, 'modifySql'>)[]): readonly string[] {
  const texts = new Set<string>();
  // By number: there are thousands of changesets, and an iterator makes an object for each.
  for (let at = 0; at < changesets.length; at++) {
    const { contextFilter, inheritedContexts, modifySql } = changesets[at]!;
    if (contextFilter !== undefined) texts.add(contextFilter);
    if (inheritedContexts.length > 0) for (const text of inheritedContexts) texts.add(text);
    if (modifySql.length > 0) for (const step of modifySql) if (step.contextFilter !== undefined) texts.add(step.contextFilter);
  }
  const expressions = [...texts].map((text) => parseExpression(text, { what: 'context expression' }));
  const names = expressions.filter((one) => expressionMatches(one, new Set())).flatMap(expressionNames);
  return [...new Set(names)].toSorted();
}
