import { OLD_CHECKSUM_VERSION, textChecksum, type RawText } from '../../core/digest.js';
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
 * The text as versions up to 8 digest SQL: how it is cut, then the text without white space around it and with one space for each run of
 * white space in it. Files count byte by byte, in the encoding that they have. Source: `NormalizingStreamV8` (4.28.0).
 */
export function withHeader(
  text: string | Uint8Array,
  cut: { readonly endDelimiter?: string | undefined; readonly splitStatements: boolean; readonly stripComments: boolean },
): RawText {
  const header = Buffer.from(`${cut.endDelimiter ?? 'null'}:${cut.splitStatements}:${cut.stripComments}:`);
  // One character for each byte, so that the bytes stay what they are.
  const bytes = Buffer.from(text).toString('latin1');
  const folded = bytes.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
  return { raw: Buffer.concat([header, Buffer.from(folded, 'latin1')]) };
}

/** What tells the changes apart whose SQL is digested apart from their fields. */
export interface SqlChecksumRule {
  readonly name: string;
  readonly fields: Fields;
  /** Name of the field with the text. */
  readonly own: string;
  /** Its name up to version 8, where that was another one. */
  readonly oldName?: string;
  /** Further fields that do not count since version 9. */
  readonly exclude: readonly string[];
}

/**
 * The checksum text of a change whose SQL is digested apart from its fields. Up to version 8 all fields count, and only a file is digested
 * apart. Source: `CreateViewChange` and `CreateProcedureChange.generateCheckSumLatest` and `generateCheckSumV8` (4.28.0), which read a file
 * as UTF-8 whatever its encoding.
 */
export function fieldsAndSqlChecksum(
  change: SqlChecksumRule,
  props: FileProps & Readonly<Record<string, unknown>>,
  context: ChecksumContext,
): string {
  if (context.version <= OLD_CHECKSUM_VERSION) return oldFieldsAndSql(change, props, context);
  const excluded = new Set(['path', 'relativeToChangelogFile', 'encoding', change.own, ...change.exclude]);
  const fields = textChecksum(checksumText(change.name, props, change.fields, excluded));
  const own = props[change.own];
  const written = typeof own === 'string' ? own : '';
  const text =
    props.path === undefined
      ? written
      : context.expand(new TextDecoder().decode(context.files.bytes(props.path, placeOf(props, context.changeset))));
  return `${fields}:${textChecksum({ raw: withoutBlanks(text) })}`;
}

function oldFieldsAndSql(change: SqlChecksumRule, props: FileProps & Readonly<Record<string, unknown>>, context: ChecksumContext): string {
  const { name, own, oldName = own } = change;
  const { version } = context;
  const { [own]: text, ...others } = props;
  const { [own]: field, ...fields } = change.fields;
  const all = checksumText(name, { ...others, [oldName]: text }, field === undefined ? fields : { ...fields, [oldName]: field });
  if (props.path === undefined) return all;
  const file = context.files.bytes(props.path, placeOf(props, context.changeset));
  const digest = textChecksum(withHeader(file, { endDelimiter: ';', splitStatements: false, stripComments: false }), version);
  return `${textChecksum(all, version)}:${digest}`;
}
