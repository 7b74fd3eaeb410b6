import type { Diagnostics } from '../core/diagnostics.js';
import type { ChangesetRef } from '../core/error.js';
import type { Source } from '../core/source.js';
import type { Changeset } from '../model/changelog.js';
import type { AttributePlace } from './formatted-sql-attributes.js';
import { sourceOf, type Line } from './formatted-sql-lines.js';
import type { InheritedScope } from './changelog-item.js';

/** What reading one formatted SQL file depends on. */
export interface SqlReading {
  /** Path of the file on the search path. */
  readonly file: string;
  readonly scope: InheritedScope;
  readonly diagnostics: Diagnostics;
  /** The text with properties filled in, as they stand at this point of the walk. */
  expand(text: string, source: Source): string;
  /** Changesets of that identity that were read before; case does not count. */
  findChangesets(target: ChangesetRef): readonly Changeset[];
  /** The header gives the file another path, as written; undefined takes it back. */
  setLogicalPath(path: string | undefined): void;
}

/** The attributes of a directive: from a character of its line on. */
export function attributePlace(reading: SqlReading, directive: string, line: Line, from: number): AttributePlace {
  return { directive, line: line.text, from, at: (column) => sourceOf(reading.file, line, column) };
}
