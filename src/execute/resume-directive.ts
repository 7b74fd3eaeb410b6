import { fail } from '../core/error.js';
import type { Changeset } from '../model/changelog.js';

/** What the author of a changeset says about statements that the database tells nothing of. */
export type ResumeDirective =
  /** Sending the statement again does no harm. */
  | { readonly kind: 'repeatable' }
  /** A query whose first value says whether the statement was done. */
  | { readonly kind: 'check'; readonly query: string };

/**
 * Reads `@resume repeatable` or `@resume check SELECT …` from the comment of a changeset. The comment is the one place that every format
 * has, that Liquibase reads without a word, and that no checksum covers.
 * @throws PARSE_INVALID_VALUE where something else follows `@resume`
 */
export function resumeDirective(changeset: Changeset): ResumeDirective | undefined {
  const [, text = ''] = /(?:^|\s)@resume\b[ \t]*([^\n]*)/.exec(changeset.comment ?? '') ?? [];
  if (!/(?:^|\s)@resume\b/.test(changeset.comment ?? '')) return undefined;
  if (/^repeatable[.;]?(?:\s|$)/.test(text)) return { kind: 'repeatable' };
  const query = /^check\s+(.*\S)/.exec(text)?.[1]?.replace(/;\s*$/, '');
  if (query !== undefined) return { kind: 'check', query };
  return fail('PARSE_INVALID_VALUE', {
    message: `the comment of the changeset says "@resume ${text.trim()}", which means nothing`,
    source: changeset.source,
    changeset,
    hint: 'write "@resume repeatable", or "@resume check" and a query whose value says whether the statement was done',
  });
}
