import { changeDefinitions } from '../changes/index.js';
import { fail } from '../core/error.js';
import { directiveOf } from '../define/sql-directives.js';
import type { ChangeNode, PreconditionNode } from '../model/change.js';
import type { Changeset } from '../model/changelog.js';
import { preconditionDefinitions } from '../preconditions/index.js';
import { changesetAttributes } from './changeset-parts.js';

/** The statements of a change in one database's SQL, without delimiters. */
export type RenderChange = (change: ChangeNode, changeset: Changeset) => readonly string[];

export interface SqlOptions {
  readonly file?: string | undefined;
  readonly render?: RenderChange | undefined;
}

/**
 * The changelog as formatted SQL. What its line-based syntax cannot say is refused: the reader would take it for something else.
 * @throws WRITE_FORMAT
 */
export function sqlText(changesets: readonly Changeset[], options: SqlOptions): string {
  return ['--liquibase formatted sql', ...changesets.flatMap((changeset) => ['', ...changesetLines(changeset, options)]), ''].join('\n');
}

function changesetLines(changeset: Changeset, options: SqlOptions): readonly string[] {
  const { preconditions, comment, validCheckSums, modifySql } = changeset;
  const cannot: Refuse = refusal(changeset);
  if (modifySql.length > 0) cannot('modifySql');
  const forward = scriptOf(changeset.changes, changeset, options);
  if (forward === undefined || forward.sql.trim() === '') cannot('a changeset without SQL');
  const rollback = rollbackOf(changeset, options);
  for (const line of forward.sql.split(/\r\n|\r|\n/))
    if (isDirective(line)) cannot(`SQL with a line that reads as a directive ("${line.trim()}")`);
  return [
    `--changeset ${headOf(changeset, { ...attributesOf(changeset, options), ...forward.attributes, ...rollback?.attributes })}`,
    ...(comment === undefined ? [] : [`--comment: ${comment.replace(/\s*[\r\n]\s*/g, ' ')}`]),
    ...validCheckSums.map((checksum) => `--validCheckSum: ${checksum}`),
    ...(preconditions === undefined
      ? []
      : [preconditionsLine(changeset), ...preconditions.conditions.map((one) => conditionLine(one, changeset))]),
    forward.sql,
    ...(rollback === undefined ? [] : rollback.lines.map((line) => `--rollback ${line}`)),
  ];
}

type Refuse = (what: string, hint?: string) => never;

function refusal(changeset: Changeset): Refuse {
  return (what, hint = 'write the changelog as XML, YAML or JSON') =>
    fail('WRITE_FORMAT', { message: `formatted SQL cannot hold ${what}`, source: changeset.source, changeset, hint });
}

interface Script {
  readonly sql: string;
  /** What the `--changeset` line says of the script. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

const isPlainSql = (change: ChangeNode): boolean => changeDefinitions.get(change.name)?.plainSql === true;

/** The changes as one script; undefined where there are none. */
function scriptOf(changes: readonly ChangeNode[], changeset: Changeset, { render }: SqlOptions): Script | undefined {
  const [first] = changes;
  if (first === undefined) return undefined;
  if (changes.length === 1 && isPlainSql(first)) {
    const { sql, splitStatements, stripComments = false, endDelimiter, ...others } = first.props;
    const [other] = Object.keys(others).filter((name) => name !== 'comment');
    if (other !== undefined) refusal(changeset)(`${other} of sql`);
    return { sql: String(sql), attributes: { splitStatements, stripComments: stripComments === true ? undefined : false, endDelimiter } };
  }
  const statements = changes.flatMap((change) => {
    if (render !== undefined) return render(change, changeset);
    if (isPlainSql(change)) return refusal(changeset)('several changes in one changeset', 'give each sql change a changeset of its own');
    return refusal(changeset)(`${change.name}, which is no SQL`, 'name a database whose SQL it is to become, or write XML, YAML or JSON');
  });
  // A statement may hold semicolons, so the delimiter stands on a line of its own.
  const delimiter = statements.some((sql) => sql.includes(';')) ? '//' : undefined;
  const end = delimiter === undefined ? ';' : `\n${delimiter}`;
  if (delimiter !== undefined && statements.some((sql) => sql.includes(delimiter))) refusal(changeset)('a statement with both ; and //');
  return { sql: statements.map((sql) => `${sql}${end}`).join('\n'), attributes: { stripComments: false, endDelimiter: delimiter } };
}

interface RollbackLines {
  readonly lines: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** undefined: nothing is said, so that the changeset has no rollback. */
function rollbackOf(changeset: Changeset, options: SqlOptions): RollbackLines | undefined {
  const { rollback } = changeset;
  const nothing: RollbackLines = { lines: ['empty'], attributes: {} };
  switch (rollback.kind) {
    case 'none':
      return nothing;
    case 'changes':
      return rollbackScript(rollback.changes, changeset, options);
    case 'auto': {
      const undone = changeset.changes.toReversed().map((change) => changeDefinitions.get(change.name)?.inverse(change));
      if (undone.length === 0 || undone.some((changes) => changes === undefined)) return undefined;
      return (
        rollbackScript(
          undone.flatMap((changes) => changes ?? []),
          changeset,
          options,
        ) ?? nothing
      );
    }
  }
}

function rollbackScript(changes: readonly ChangeNode[], changeset: Changeset, options: SqlOptions): RollbackLines | undefined {
  const script = scriptOf(changes, changeset, options);
  if (script === undefined) return undefined;
  const { splitStatements, endDelimiter } = script.attributes;
  const text = script.sql.trim();
  if (/changesetid/i.test(text) || /^(?:not required|empty)/i.test(text))
    refusal(changeset)(`the rollback "${text}", which reads as a directive`);
  return { lines: text.split(/\r\n|\r|\n/), attributes: { rollbackSplitStatements: splitStatements, rollbackEndDelimiter: endDelimiter } };
}

function attributesOf(changeset: Changeset, options: SqlOptions): Readonly<Record<string, unknown>> {
  const { id: _id, author: _author, ...attributes } = changesetAttributes(changeset, options.file);
  return attributes;
}

/** Attributes whose values may have blanks, in double quotes. */
const inQuotes: ReadonlySet<string> = new Set(['contextFilter', 'labels', 'created']);

/** `author:id name:value …`. The reader looks for `name:` anywhere in the line, so no value may hold one. */
function headOf(changeset: Changeset, attributes: Readonly<Record<string, unknown>>): string {
  const cannot: Refuse = refusal(changeset);
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const written = [
    `${nameText(changeset.author, cannot)}:${nameText(changeset.id, cannot)}`,
    // The last one takes the rest of the line.
    ...given
      .toSorted(([a], [b]) => Number(a === 'runWithSpoolFile') - Number(b === 'runWithSpoolFile'))
      .map(([name, value]) => attributeText(name, String(value))),
  ];
  return written.join(' ');

  function attributeText(name: string, value: string): string {
    const text = name === 'dbms' ? value.replace(/\s+/g, '') : value;
    const quoted = inQuotes.has(name);
    const unfit = quoted ? /["\r\n]/ : name === 'runWithSpoolFile' ? /[\r\n]/ : /\s|^$/;
    if (unfit.test(text) || namesAttribute(text)) cannot(`${name} with the value "${value}"`);
    if (name === 'dbms' && !/^[^,][\w!,]+$/.test(text)) cannot(`dbms with the value "${value}"`);
    return `${name}:${quoted && /[\s"']|^$/.test(text) ? `"${text}"` : text}`;
  }
}

function nameText(text: string, cannot: Refuse): string {
  const bare = /^[^\s:"'][^\s:"]*$/.test(text);
  if (text === '' || namesAttribute(`${text}:`) || /["\r\n]/.test(text)) cannot(`the author or id "${text}"`);
  return bare ? text : `"${text}"`;
}

const attributeNames =
  /(?:stripComments|splitStatements|endDelimiter|runWith|runWithSpoolFile|runOnChange|runAlways|context|contextFilter|labels|logicalFilePath|runInTransaction|dbms|ignore|failOnError|onValidationFail|runOrder|created|objectQuotingStrategy):/i;
const namesAttribute = (text: string): boolean => attributeNames.test(text);

function preconditionsLine(changeset: Changeset): string {
  const { onFail = 'HALT', onError = 'HALT', onSqlOutput = 'IGNORE', onFailMessage, onErrorMessage } = changeset.preconditions ?? {};
  const messages = Object.entries({ onFailMessage, onErrorMessage }).filter(([, text]) => text !== undefined);
  if (messages.some(([, text]) => /["\r\n]|\bon\w+:/i.test(text ?? '')))
    refusal(changeset)('a message with quotes, line breaks or attributes in it');
  return [
    '--preconditions',
    `onFail:${onFail}`,
    `onError:${onError}`,
    `onSqlOutput:${onSqlOutput}`,
    ...messages.map(([name, text]) => `${name}:"${text}"`),
  ].join(' ');
}

function conditionLine({ name, props }: PreconditionNode, changeset: Changeset): string {
  const cannot: Refuse = refusal(changeset);
  const line = preconditionDefinitions.get(name)?.line ?? cannot(`the precondition ${name}`);
  return `--precondition-${line.name} ${line.write(props) ?? cannot(`such a ${name}`)}`;
}

/** Whether the reader takes a line of SQL for a directive, or for a misspelt one. */
const isDirective = (line: string): boolean => directiveOf(line).kind !== 'sql';
