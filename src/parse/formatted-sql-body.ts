import type { Source } from '../core/source.js';
import type { ChangeNode } from '../model/change.js';
import { stripQuotes } from './formatted-sql-attributes.js';
import type { ChangesetDraft } from './formatted-sql-changeset.js';
import type { Directive } from '../define/sql-directives.js';
import { sourceOf, type Line, type LineReader } from './formatted-sql-lines.js';
import { defaultPreconditions, readPreconditionLine, readPreconditionsLine } from './formatted-sql-preconditions.js';
import { attributePlace, type SqlReading } from './formatted-sql-reading.js';
import { readRollbackFile } from './formatted-sql-rollback.js';

/** Adds one line to the changeset it stands in; a rollback block takes further lines. */
export function addToChangeset(draft: ChangesetDraft, directive: Directive, line: Line, lines: LineReader, reading: SqlReading): void {
  const { diagnostics } = reading;
  const source = sourceOf(reading.file, line);
  switch (directive.kind) {
    case 'comment':
      draft.comment = directive.text;
      return;
    case 'validCheckSum':
      draft.validCheckSums.push(directive.text.trim());
      return;
    case 'rollback':
      draft.rollbackSource ??= source;
      draft.rollback.push(directive.text);
      return;
    case 'rollbackBlock':
      draft.rollbackSource ??= source;
      draft.rollback.push(...readRollbackBlock(line, lines, reading));
      return;
    case 'rollbackSqlFile':
      draft.rollbackFiles.push(readRollbackFile(attributePlace(reading, '--rollbackSqlFile', line, directive.from), reading));
      return;
    case 'tagDatabase':
      draft.tags.push(tagChange(directive.text, source, reading));
      return;
    case 'preconditions':
      if (draft.preconditions === undefined)
        draft.preconditions = readPreconditionsLine(attributePlace(reading, '--preconditions', line, directive.from), diagnostics);
      else diagnostics.error('PARSE_SYNTAX', { message: 'a changeset has one --preconditions line, before its conditions', source });
      return;
    case 'precondition': {
      draft.preconditions ??= defaultPreconditions(source);
      const condition = readPreconditionLine(directive.name, reading.expand(directive.body, source), source, diagnostics);
      if (condition !== undefined)
        draft.preconditions = { ...draft.preconditions, conditions: [...draft.preconditions.conditions, condition] };
      return;
    }
    default:
      if (directive.kind === 'sql' && directive.warning !== undefined)
        diagnostics.warn('PARSE_SYNTAX', { message: `${directive.warning}; it is read as SQL`, source });
      draft.sql.push(line.text);
      if (draft.sqlSource === undefined && line.text.trim() !== '') draft.sqlSource = source;
  }
}

/** The lines of a block that the given line opens. Liquibase joins them into one line; here they stay apart. */
export function readRollbackBlock(opening: Line, lines: LineReader, reading: SqlReading): readonly string[] {
  const text: string[] = [];
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const end = /\*\/[ \t\v\f]*$/.exec(line.text);
    if (end === null) text.push(line.text);
    else return end.index === 0 || line.text.slice(0, end.index).trim() === '' ? text : [...text, line.text.slice(0, end.index)];
  }
  reading.diagnostics.error('PARSE_SYNTAX', {
    message: 'the rollback block is never closed',
    source: sourceOf(reading.file, opening),
    hint: 'end it with */ at the end of a line',
  });
  return text;
}

/** `TAG`, `'TAG'`, `tag:TAG`. Liquibase sells this line; its syntax is public. */
function tagChange(written: string, source: Source, reading: SqlReading): ChangeNode {
  const text = /^tag:[ \t]*(.*)$/i.exec(written)?.[1] ?? written;
  return { name: 'tagDatabase', props: { tag: reading.expand(stripQuotes(text), source) }, source };
}
