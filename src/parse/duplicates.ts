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
  const firsts = new ChangesetMap<Changeset>();
  let areDistinct = true;
  // From the last to the first one, which stays.
  for (let at = changesets.length - 1; at >= 0; at--) if (firsts.set(changesets[at]!, changesets[at]!)) areDistinct = false;
  if (areDistinct) return;
  for (const changeset of changesets) {
    const first = firsts.get(changeset);
    if (first === undefined || first === changeset) continue;
    const { id, author, path, source } = changeset;
    diagnostics.error('PARSE_DUPLICATE_CHANGESET', {
      message: `changeset ${path}::${id}::${author} is declared twice, first at ${formatSource(first.source)}`,
      source,
      changeset: { id, author, path },
      hint: 'give one of the two another id',
    });
  }
}
