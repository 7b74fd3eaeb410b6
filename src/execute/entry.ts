import type { ChangesetRef } from '../core/error.js';
import { contextsText, labelsText } from '../filter/stored-text.js';
import type { ExecType } from '../model/history.js';
import { changesetDescription, limitSize } from '../plan/description.js';
import type { Step } from '../plan/plan.js';
import { changesetTag } from '../plan/tag.js';
import type { HistoryEntry } from '../state/history-store.js';

/** The rows that go when a step is undone. */
export function rowsOf({ changeset, ran, olderRows = [] }: Step): readonly ChangesetRef[] {
  return [ran ?? changeset, ...olderRows];
}

/** The history row of a step. Source: Liquibase `MarkChangeSetRanGenerator`. */
export function historyEntry(step: Step, execType: ExecType): HistoryEntry {
  const { changeset } = step;
  return {
    id: changeset.id,
    author: changeset.author,
    // A row that exists is found again by the path it was stored under.
    path: step.ran?.path ?? changeset.path,
    execType,
    checksum: step.checksum,
    description: changesetDescription(changeset),
    comments: limitSize((changeset.comment ?? '').trim(), 250),
    contexts: contextsText(changeset),
    labels: labelsText(changeset),
    tag: changesetTag(changeset),
  };
}
