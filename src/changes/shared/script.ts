import { OLD_CHECKSUM_VERSION, type RawText } from '../../core/digest.js';
import type { ChangeContext, ChecksumContext } from '../../define/change.js';
import { boolean, string, type Infer } from '../../define/fields.js';
import type { Statement } from '../../model/statement.js';
import { dbmsField, withHeader, withoutBlanks } from './sql-text.js';

/** How the SQL of sql and sqlFile is cut into statements. */
export const scriptFields = {
  ...dbmsField,
  splitStatements: boolean('Cut the text into statements at semicolons, and at GO or a slash on a line of its own; default true'),
  stripComments: boolean('Leave comments out of what is sent to the database; default false'),
  endDelimiter: string('Text, or regular expression, that ends a statement instead of a semicolon; an empty one ends none'),
  ignoreOriginalSplitStatements: boolean('Has no effect; checksums of version 8 knew it'),
};

/**
 * The checksum text of a script: its text alone; up to version 8 also how it is cut. Source: `AbstractSQLChange.generateCheckSum` (4.28.0).
 * @param stored the text as it is stored, which counts up to version 8.
 * @param read the text as it is read, which counts since.
 */
export function scriptChecksum(
  props: Omit<Infer<typeof scriptFields>, 'dbms'>,
  context: ChecksumContext,
  stored: () => string | Uint8Array,
  read: () => string,
): RawText {
  if (context.version > OLD_CHECKSUM_VERSION) return { raw: withoutBlanks(read()) };
  const { splitStatements = true, stripComments = false, endDelimiter } = props;
  return withHeader(stored(), { splitStatements, stripComments, endDelimiter });
}

/** The statements of a script. */
export function* scriptStatements(
  props: Omit<Infer<typeof scriptFields>, 'dbms'>,
  text: string,
  context: ChangeContext,
): Iterable<Statement<'raw'>> {
  const { splitStatements = true, stripComments = false, endDelimiter } = props;
  if (props.ignoreOriginalSplitStatements !== undefined) context.warn('ignoreOriginalSplitStatements has no effect');
  for (const piece of context.splitSql(text, { splitStatements, stripComments, endDelimiter })) {
    yield { kind: 'raw', sql: piece.sql, endDelimiter: endDelimiter ?? piece.endDelimiter, commentOnly: piece.commentOnly };
  }
}
