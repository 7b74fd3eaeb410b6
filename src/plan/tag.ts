import { changeDefinitions } from '../changes/index.js';
import { fail } from '../core/error.js';
import type { Changeset } from '../model/changelog.js';
import type { RanChangeset } from '../model/history.js';
import { changesetKey } from './changeset-key.js';

/** The tag that a changeset sets, as the TAG column stores it. */
export function changesetTag(changeset: Changeset): string | null {
  for (const change of changeset.changes) {
    const tag = changeDefinitions.get(change.name)?.setsTag?.(change.props);
    if (tag !== undefined) return tag;
  }
  return null;
}

/** Whether a changeset is one that a tag stands at: it sets the tag, or its history row has it. Source: Liquibase `UpToTagChangeSetFilter` (4.28.0). */
export function carriesTag(tag: string, ran: readonly RanChangeset[]): (changeset: Changeset) => boolean {
  const row = ran.find((candidate) => candidate.tag?.toLowerCase() === tag.toLowerCase());
  const key = row === undefined ? undefined : changesetKey(row);
  return (changeset) => changesetTag(changeset) === tag || changesetKey(changeset) === key;
}

/** The changesets up to and including the one that the tag stands at. Throws PLAN_TAG_NOT_FOUND where none of them has it. */
export function changesetsUpToTag(changesets: readonly Changeset[], tag: string, ran: readonly RanChangeset[]): readonly Changeset[] {
  const at = changesets.findIndex(carriesTag(tag, ran));
  if (at >= 0) return changesets.slice(0, at + 1);
  return fail('PLAN_TAG_NOT_FOUND', {
    message: `no changeset of the changelog has the tag "${tag}"`,
    hint: 'a tagDatabase change sets it, and changelog tag gives it to the one that ran last',
  });
}
