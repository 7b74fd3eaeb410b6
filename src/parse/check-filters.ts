import { asChangelogError, type ErrorFields } from '../core/error.js';
import type { Source } from '../core/source.js';
import { contextsMatch } from '../filter/context.js';
import { unknownDbms } from '../filter/dbms.js';
import { parseExpression } from '../filter/expression.js';
import { labelsMatch } from '../filter/label.js';
import type { Changeset } from '../model/changelog.js';
import type { ParseOptions } from './parse.js';

/**
 * Reports context expressions that cannot be read, each once, and a label filter that cannot.
 * @returns the changesets that dbms, contexts and labels of the run let through
 */
export function checkFilters(changesets: readonly Changeset[], options: ParseOptions): readonly Changeset[] {
  const { diagnostics, database, contexts, labelFilter } = options;
  const verdicts = new Map<string, boolean>();
  const readable = (text: string | undefined, source: Source, changeset: ErrorFields['changeset'], what: string): boolean => {
    if (text === undefined) return true;
    const known = verdicts.get(text);
    if (known !== undefined) return known;
    let verdict = true;
    try {
      parseExpression(text, { what, source });
    } catch (error) {
      verdict = false;
      diagnostics.add(asChangelogError(error).with({ changeset }));
    }
    verdicts.set(text, verdict);
    return verdict;
  };
  const filter = labelFilter?.replaceAll('\\', '');
  const filterIsFine = readableFilter();
  return changesets.filter((changeset) => {
    const { source, inheritedContexts, modifySql } = changeset;
    const unknown = changeset.dbms === undefined ? undefined : unknownDbms(changeset.dbms);
    if (unknown !== undefined) {
      const message = `dbms="${changeset.dbms}" names "${unknown.name}", which is no database`;
      diagnostics.warn('PARSE_INVALID_VALUE', { message, source, changeset, hint: unknown.hint });
    }
    let isFine = readable(changeset.contextFilter, source, changeset, 'context expression') && filterIsFine;
    if (inheritedContexts.length > 0)
      for (const text of inheritedContexts) if (!readable(text, source, changeset, 'context expression')) isFine = false;
    if (modifySql.length > 0)
      for (const step of modifySql) readable(step.contextFilter, step.source, changeset, 'context expression of modifySql');
    if (!isFine) return false;
    if (changeset.dbms !== undefined && database?.matches(changeset.dbms) === false) return false;
    return contextsMatch(changeset, contexts) && labelsMatch(changeset, labelFilter);
  });

  function readableFilter(): boolean {
    try {
      parseExpression(filter ?? '', { what: 'label filter' });
      return true;
    } catch (error) {
      diagnostics.add(asChangelogError(error));
      return false;
    }
  }
}
