import type { Diagnostics } from '../core/diagnostics.js';
import { formatSource } from '../core/source.js';
import type { Changeset } from '../model/changelog.js';

/**
 * Reports changesets that have the same id, author and path as one before them.
 * @param changesets the ones that count: Liquibase lets two changesets share an identity as long as dbms, contexts and labels of the run
 *   never let both pass. Source: `DatabaseChangeLog.validate` and `ValidatingVisitor` (4.28.0).
 */
export function reportDuplicates(changesets: Iterable<Changeset>, diagnostics: Diagnostics): void {
  const seen = new Map<string, Changeset>();
  for (const changeset of changesets) {
    const { id, author, path, source } = changeset;
    const identity = `${path}\0${id}\0${author}`;
    const first = seen.get(identity);
    if (first === undefined) seen.set(identity, changeset);
    else {
      diagnostics.error('PARSE_DUPLICATE_CHANGESET', {
        message: `changeset ${path}::${id}::${author} is declared twice, first at ${formatSource(first.source)}`,
        source,
        changeset: { id, author, path },
        hint: 'give one of the two another id',
      });
    }
  }
}
