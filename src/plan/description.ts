import { changeDefinitions } from '../changes/index.js';
import type { Changeset } from '../model/changelog.js';

/** What DESCRIPTION stores: the changes' descriptions, at most 250 characters. Source: Liquibase `ChangeSet.getDescription`, `MarkChangeSetRanGenerator`. */
export function changesetDescription(changeset: Changeset): string {
  return limitSize(fullDescription(changeset), 250);
}

/** The description before it is cut for the history table (255 characters at most). */
export function fullDescription(changeset: Changeset): string {
  if (changeset.changes.length === 0) return 'empty';
  const parts = changeset.changes.map((change) => changeDefinitions.get(change.name)?.describe(change.props) ?? change.name);
  return limitSize(parts.join('; '), 255);
}

/** Cuts a text to a length, with `...` at its end where something was cut. Source: Liquibase `StringUtil.limitSize`. */
export function limitSize(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 3)}...` : text;
}
