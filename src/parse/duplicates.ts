import type { Diagnostics } from '../core/diagnostics.js';
import { formatSource } from '../core/source.js';
import type { Changeset } from '../model/changelog.js';
import { ChangesetMap } from '../model/changeset-map.js';

/**
 * Reports changesets that have the same id, author and path as one before them.
 * @param changesets the ones that count: Liquibase lets two changesets share an identity as long as dbms, contexts and labels of the run
 *   never let both pass. Source: `DatabaseChangeLog.validate` and `ValidatingVisitor` (4.28.0).
 */
export function reportDuplicates(changesets: readonly Changeset[], diagnostics: Diagnostics): void {
  const seen = new ChangesetMap<Changeset>();
  for (let at = 0; at < changesets.length; at++) {
    const changeset = changesets[at]!;
    const first = seen.add(changeset, changeset);
    if (first !== undefined) {
      const { id, author, path, source } = changeset;
      diagnostics.error('PARSE_DUPLICATE_CHANGESET', {
        message: `changeset ${path}::${id}::${author} is declared twice, first at ${formatSource(first.source)}`,
        source,
        changeset: { id, author, path },
        hint: 'give one of the two another id',
      });
    }
  }
}
