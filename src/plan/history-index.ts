import type { ChangesetRef } from '../core/error.js';
import type { RanChangeset } from '../model/history.js';
import { MatchingMap } from './matching-map.js';

/** History rows by changeset identity. Where a changeset has several, the last one that ran counts. */
export class HistoryIndex {
  private readonly last = new MatchingMap<RanChangeset>();
  /** The rows before the last, where any changeset has some. */
  private readonly others: MatchingMap<RanChangeset[]> | undefined;

  /** @param ran rows as they ran */
  constructor(ran: readonly RanChangeset[]) {
    let hasOthers = false;
    for (let at = 0; at < ran.length; at++) if (this.last.set(ran[at]!, ran[at]!)) hasOthers = true;
    this.others = hasOthers ? rowsBefore(this.last, ran) : undefined;
  }

  newest(changeset: ChangesetRef): RanChangeset | undefined {
    return this.last.get(changeset);
  }

  /** The rows before the newest. */
  older(changeset: ChangesetRef): readonly RanChangeset[] {
    return this.others?.get(changeset) ?? none;
  }
}

function rowsBefore(last: MatchingMap<RanChangeset>, ran: readonly RanChangeset[]): MatchingMap<RanChangeset[]> {
  const before = new MatchingMap<RanChangeset[]>();
  for (const row of ran) {
    if (row === last.get(row)) continue;
    const known = before.get(row);
    if (known === undefined) before.set(row, [row]);
    else known.push(row);
  }
  return before;
}

const none: readonly RanChangeset[] = [];
