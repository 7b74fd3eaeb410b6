import type { ChangesetRef } from '../core/error.js';
import type { RanChangeset } from '../model/history.js';
import { MatchingMap } from './matching-map.js';

/** History rows by changeset identity. Where a changeset has several, the last one that ran counts. */
export class HistoryIndex {
  private readonly last = new MatchingMap<RanChangeset>();
  private readonly others = new MatchingMap<RanChangeset[]>();
  private hasOthers = false;

  /** @param ran rows as they ran */
  constructor(ran: readonly RanChangeset[]) {
    for (let at = ran.length - 1; at >= 0; at--) {
      const row = ran[at]!;
      if (this.last.add(row, row) !== undefined) this.addOther(row);
    }
  }

  newest(changeset: ChangesetRef): RanChangeset | undefined {
    return this.last.get(changeset);
  }

  /** The rows before the newest. */
  older(changeset: ChangesetRef): readonly RanChangeset[] {
    return (this.hasOthers ? this.others.get(changeset) : undefined) ?? none;
  }

  private addOther(row: RanChangeset): void {
    this.hasOthers = true;
    this.others.add(row, [row])?.unshift(row);
  }
}

const none: readonly RanChangeset[] = [];
