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
    for (let at = 0; at < ran.length; at++) {
      const row = ran[at]!;
      const before = this.last.get(row);
      if (before !== undefined) this.addOther(before);
      this.last.set(row, row);
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
    const known = this.others.get(row);
    if (known === undefined) this.others.set(row, [row]);
    else known.push(row);
  }
}

const none: readonly RanChangeset[] = [];
