import { contextsText, labelsText } from '../filter/stored-text.js';
import type { ExecType } from '../model/history.js';
import { changesetDescription, limitSize } from '../plan/description.js';
import type { Step } from '../plan/plan.js';
import { changesetTag } from '../plan/update.js';
import type { HistoryEntry } from '../state/history-store.js';

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
