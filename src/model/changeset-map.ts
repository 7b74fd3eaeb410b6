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

  get({ path, author, id }: ChangesetRef): V | undefined {
    return this.idsOf(path, author).get(id);
  }

  /** Sets a value; true where it takes the place of another one. */
  set({ path, author, id }: ChangesetRef, value: V): boolean {
    return replaceIn(this.idsOf(path, author), id, value);
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

/** Sets a value in a map; true where it takes the place of another one. To ask for that one first would be to look up each key twice. */
export function replaceIn<V>(map: Map<string, V>, key: string, value: V): boolean {
  const { size } = map;
  map.set(key, value);
  return map.size === size;
}
