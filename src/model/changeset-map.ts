import type { ChangesetRef } from '../core/error.js';

/**
 * Values by path, author and id. It makes no text of the three, and as changesets mostly come file by file and author by author, all but the id
 * is looked up once for many.
 */
export class ChangesetMap<V> {
  private readonly files = new Map<string, Map<string, Map<string, V>>>();
  private path = '';
  private author = '';
  private ids: Map<string, V> | undefined;

  /** Adds a value, unless there is one: then it stays, and is returned. */
  add({ path, author, id }: ChangesetRef, value: V): V | undefined {
    return addTo(this.idsOf(path, author), id, value);
  }

  /** The values of one author in one file by id, to read and to write. */
  idsOf(path: string, author: string): Map<string, V> {
    if (this.ids !== undefined && path === this.path && author === this.author) return this.ids;
    let authors = this.files.get(path);
    if (authors === undefined) this.files.set(path, (authors = new Map()));
    let ids = authors.get(author);
    if (ids === undefined) authors.set(author, (ids = new Map()));
    [this.path, this.author, this.ids] = [path, author, ids];
    return ids;
  }
}

/** Adds a value to a map, unless there is one: then it stays, and is returned. */
export function addTo<V>(map: Map<string, V>, key: string, value: V): V | undefined {
  const known = map.get(key);
  if (known === undefined) map.set(key, value);
  return known;
}
