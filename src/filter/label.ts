import type { Changeset } from '../model/changelog.js';
import { commaList } from './comma-list.js';
import { expressionMatches, parseExpression, type Expression } from './expression.js';

type Labels = Pick<Changeset, 'labels' | 'inheritedLabels'>;

/**
 * Whether a changeset passes a label filter: the filter is an expression, and it must hold for the changeset's own labels and for the
 * labels of each include around it. A changeset without labels passes every filter that requires (`@`) none.
 * Source: Liquibase `LabelChangeSetFilter`.
 * @throws PARSE_EXPRESSION
 */
export function labelsMatch(changeset: Labels, labelFilter: string | undefined): boolean {
  if (labelFilter === undefined || labelFilter.trim() === '') return true;
  return allMatch(changeset, parseExpression(labelFilter.replaceAll('\\', ''), { what: 'label filter' }));
}

function allMatch(changeset: Labels, filter: Expression): boolean {
  return (
    expressionMatches(filter, commaList(changeset.labels ?? '')) &&
    changeset.inheritedLabels.every((labels) => expressionMatches(filter, commaList(labels)))
  );
}

/** Whether a list of labels by itself passes a label filter. */
export function labelListMatches(labels: string | undefined, labelFilter: string | undefined): boolean {
  return labelsMatch({ labels: labels ?? '', inheritedLabels: [] }, labelFilter);
}
