import type { Changeset } from '../model/changelog.js';
import { commaList } from './comma-list.js';
import { expressionMatches, parseExpression } from './expression.js';

/**
 * Whether a changeset passes a label filter: the filter is an expression, and it must hold for the changeset's own labels and for the
 * labels of each include around it. A changeset without labels passes every filter that requires (`@`) none.
 * Source: Liquibase `LabelChangeSetFilter`.
 * @throws PARSE_EXPRESSION
 */
export function labelsMatch(changeset: Pick<Changeset, 'labels' | 'inheritedLabels'>, labelFilter: string | undefined): boolean {
  if (labelFilter === undefined || labelFilter.trim() === '') return true;
  const filter = parseExpression(labelFilter.replaceAll('\\', ''), { what: 'label filter' });
  return (
    expressionMatches(filter, commaList(changeset.labels ?? '')) &&
    changeset.inheritedLabels.every((labels) => expressionMatches(filter, commaList(labels)))
  );
}

/** Whether a list of labels by itself passes a label filter. */
export function labelListMatches(labels: string | undefined, labelFilter: string | undefined): boolean {
  return labelsMatch({ labels: labels ?? '', inheritedLabels: [] }, labelFilter);
}
