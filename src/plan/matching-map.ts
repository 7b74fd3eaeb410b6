import type { ChangesetRef } from '../core/error.js';
import { normalizePath } from '../core/path.js';
import { ChangesetMap, replaceIn } from '../model/changeset-map.js';
import { changesetKey } from './changeset-key.js';

/** Values by what `changesetKey` says of a changeset, without making that text: only where colons in it leave open what is path, id and author. */
export class MatchingMap<V> {
  private readonly plain = new ChangesetMap<V>();
  private readonly withColons = new Map<string, V>();
  private path: string | undefined;
  private author: string | undefined;
  /** Of this path and author; undefined where one of them has a colon. */
  private ids: Map<string, V> | undefined;

  get(ref: ChangesetRef): V | undefined {
    const ids = this.idsOf(ref);
    return ids === undefined ? this.withColons.get(changesetKey(ref)) : ids.get(ref.id);
  }

  /** Sets a value; true where it takes the place of another one. */
  set(ref: ChangesetRef, value: V): boolean {
    const ids = this.idsOf(ref);
    return ids === undefined ? replaceIn(this.withColons, changesetKey(ref), value) : replaceIn(ids, ref.id, value);
  }

  private idsOf({ path, author, id }: ChangesetRef): Map<string, V> | undefined {
    if (path !== this.path || author !== this.author) {
      const normal = normalizePath(path);
      this.ids = normal.includes(':') || author.includes(':') ? undefined : this.plain.idsOf(normal, author);
      [this.path, this.author] = [path, author];
    }
    return id.includes(':') ? undefined : this.ids;
  }
}
