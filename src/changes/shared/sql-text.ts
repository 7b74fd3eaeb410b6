import { textChecksum } from '../../core/digest.js';
import type { ChangeFiles, ChecksumContext, Problem } from '../../define/change.js';
import { checksumText } from '../../define/checksum.js';
import { boolean, string, type Fields } from '../../define/fields.js';
import type { Changeset } from '../../model/changelog.js';

/** SQL that may stand in a file of its own. */
export const fileFields = {
  path: string('File with the SQL, instead of SQL inside the changelog'),
  relativeToChangelogFile: boolean('Look for the file beside the changelog instead of on the search path; default false'),
  encoding: string('Character encoding of the file; default UTF-8'),
};

export const dbmsField = {
  dbms: string('Databases that the change is meant for: names separated by commas, `!name` for all but one, `all`, `none`'),
};

interface FileProps {
  readonly path?: string | undefined;
  readonly relativeToChangelogFile?: boolean | undefined;
  readonly encoding?: string | undefined;
}

/** Where a file that a change names is looked for. */
export function placeOf(
  props: { relativeToChangelogFile?: boolean | undefined },
  changeset: Changeset,
): { relativeTo?: string | undefined } {
  return { relativeTo: props.relativeToChangelogFile === true ? changeset.source.file : undefined };
}

/** The SQL of a change: its own text without the white space around it, or its file with properties expanded. */
export function sqlOf(
  props: FileProps,
  own: string | undefined,
  context: { readonly files: ChangeFiles; readonly changeset: Changeset; expand(text: string): string },
): string {
  if (props.path === undefined) return (own ?? '').trim();
  return context.expand(context.files.text(props.path, { ...placeOf(props, context.changeset), encoding: props.encoding }));
}

/** Exactly one of the text and the file has to be there. */
export function checkSource(props: FileProps, own: string | undefined, what: string): readonly Problem[] {
  const hasText = own !== undefined && own.trim() !== '';
  const hasPath = props.path !== undefined && props.path.trim() !== '';
  if (hasText && hasPath) return [{ message: `has both a path and ${what} of its own`, field: 'path', hint: 'keep one of them' }];
  if (!hasText && !hasPath)
    return [{ message: `has neither ${what} nor a path`, hint: `write ${what} inside the change, or name its file with path` }];
  return [];
}

/** The text as Liquibase digests SQL: spaces, tabs and line ends do not count, anything else does. Source: `AbstractSQLChange.NormalizingStream`. */
export function withoutBlanks(text: string): string {
  return text.replace(/[ \t\r\n]+/g, '');
}

/**
 * The checksum text of a change whose SQL is digested apart from its fields. Source: `CreateViewChange` and
 * `CreateProcedureChange.generateCheckSumLatest` (4.28.0), which read a file as UTF-8 whatever its encoding.
 * @param own name of the field with the text.
 * @param exclude further fields that do not count.
 */
export function fieldsAndSqlChecksum(
  change: { readonly name: string; readonly fields: Fields; readonly own: string; readonly exclude: readonly string[] },
  props: FileProps & Readonly<Record<string, unknown>>,
  context: ChecksumContext,
): string {
  const excluded = new Set(['path', 'relativeToChangelogFile', 'encoding', change.own, ...change.exclude]);
  const fields = textChecksum(checksumText(change.name, props, change.fields, excluded));
  const text =
    props.path === undefined
      ? String(props[change.own] ?? '')
      : context.expand(new TextDecoder().decode(context.files.bytes(props.path, placeOf(props, context.changeset))));
  return `${fields}:${textChecksum({ raw: withoutBlanks(text) })}`;
}
