import type { Changeset } from '../model/changelog.js';
import { commaList } from './comma-list.js';

/**
 * What the CONTEXTS column stores: the expressions of the file and its includes, nearest first, then the changeset's own, joined by AND;
 * one with a comma or a blank stands in parentheses. null where there is none. Source: Liquibase `ChangeSet.buildFullContext`.
 */
export function contextsText(changeset: Pick<Changeset, 'contextFilter' | 'inheritedContexts'>): string | null {
  const own = changeset.contextFilter;
  const all = [...changeset.inheritedContexts, ...(own === undefined ? [] : [own])].filter((text) => commaList(text).size > 0);
  const text = all
    .map((part) => (/[, ]/.test(part) ? `(${part})` : part))
    .join(' AND ')
    .trim();
  return text === '' ? null : text;
}

/**
 * What the LABELS column stores: the labels of the includes, nearest first, then the changeset's own, in lower case and joined by commas.
 * null where there is none. Source: Liquibase `ChangeSet.buildFullLabels`.
 */
export function labelsText(changeset: Pick<Changeset, 'labels' | 'inheritedLabels'>): string | null {
  const lists = [...changeset.inheritedLabels, changeset.labels ?? ''].map((list) => [...commaList(list)].join(','));
  const text = lists
    .filter((list) => list !== '')
    .join(',')
    .trim();
  return text === '' ? null : text;
}
