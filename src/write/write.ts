import type { Changeset } from '../model/changelog.js';
import { changesetParts } from './changeset-parts.js';
import { jsonText } from './json.js';
import { sqlText, type RenderChange } from './sql.js';
import { xmlText } from './xml.js';
import { yamlText } from './yaml.js';

/** `sql` is formatted SQL. */
export type ChangelogFormat = 'xml' | 'yaml' | 'json' | 'sql';

export interface WriteOptions {
  /** Path of the file to write, as FILENAME stores it. Changesets of other paths get a logicalFilePath; without it, none does. */
  readonly file?: string | undefined;
  /** For formatted SQL: the SQL of a change that is not `sql` already. Without it, such changes are refused. */
  readonly render?: RenderChange | undefined;
}

/**
 * Changesets as the text of a changelog: the inverse of reading one. The same changesets give the same text, and reading it gives the same
 * changesets, whatever the format, but for these:
 * - contexts and labels that came from an include become the changeset's own;
 * - formatted SQL joins the changes of a changeset into one text whose line ends are LF, and says nothing of `stripComments` in a rollback;
 * - `${name}` in a text is written as it is; where a property of that name exists, reading fills it in.
 * @throws WRITE_FORMAT for what the format cannot hold, with the changeset and what to do instead.
 */
export function writeChangelog(changesets: readonly Changeset[], format: ChangelogFormat, options: WriteOptions = {}): string {
  if (format === 'sql') return sqlText(changesets, options);
  const parts = changesets.map((changeset) => changesetParts(changeset, options.file));
  if (format === 'xml') return xmlText(parts);
  return format === 'yaml' ? yamlText(parts) : jsonText(parts);
}
