import { didYouMean } from '../core/suggest.js';
import { attribute, checkAttributes } from './formatted-sql-attributes.js';
import { addToChangeset, readRollbackBlock } from './formatted-sql-body.js';
import { closeChangeset, openChangeset, type ChangesetDraft } from './formatted-sql-changeset.js';
import { directiveOf, isHeader, type Directive } from '../define/sql-directives.js';
import { readIncludeAllLine, readIncludeLine, readPropertyLine } from './formatted-sql-items.js';
import { lineReader, sourceOf, type Line, type LineReader } from './formatted-sql-lines.js';
import { attributePlace, type SqlReading } from './formatted-sql-reading.js';
import { straySql } from './formatted-sql-stray.js';
import type { ChangelogItem } from './changelog-item.js';

/** Whether the text is formatted SQL: its first line that is not blank says so. */
export function isFormattedSql(text: string): boolean {
  return isHeader(/^\s*(.*)/.exec(text)?.[1] ?? '');
}

/**
 * Reads a formatted SQL file. The walk is lazy: what the caller does with one item (set a property, read an included file) has taken
 * effect before what follows is read. Each changeset has one `sql` change; `--include`, `--includeAll`, `--tagDatabase` and
 * `--rollbackSqlFile`, which Liquibase sells, are read too.
 * Source: Liquibase `AbstractFormattedChangeLogParser`, `FormattedSqlChangeLogParser` (4.28.0).
 */
export function* readFormattedSql(text: string, reading: SqlReading): Generator<ChangelogItem, void, undefined> {
  const lines = lineReader(text);
  const stray = straySql(reading.diagnostics);
  let draft: ChangesetDraft | undefined;
  let filePath = reading.file;
  let included = false;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const directive = directiveOf(line.text);
    switch (directive.kind) {
      case 'malformed':
        reading.diagnostics.error('PARSE_SYNTAX', {
          message: directive.message,
          source: sourceOf(reading.file, line),
          hint: `write ${directive.expected}`,
        });
        break;
      case 'property': {
        const item = readPropertyLine(attributePlace(reading, '--property', line, directive.from), reading);
        if (item !== undefined) yield item;
        break;
      }
      case 'ignoreLines':
        skipLines(directive.text, line, lines, reading);
        break;
      case 'changeset':
        if (draft !== undefined) yield* close(draft, false, reading);
        stray.report(!included);
        draft = openChangeset(directive, line, filePath, reading);
        break;
      case 'include':
      case 'includeAll': {
        if (draft !== undefined) yield* close(draft, false, reading);
        draft = undefined;
        included = true;
        const place = attributePlace(reading, `--${directive.kind}`, line, directive.from);
        yield directive.kind === 'include' ? readIncludeLine(place, reading) : readIncludeAllLine(place, reading);
        break;
      }
      default:
        if (directive.kind === 'header') filePath = readHeader(line, reading) ?? reading.file;
        if (draft !== undefined) addToChangeset(draft, directive, line, lines, reading);
        else if (directive.kind === 'sql') stray.line(line.text, sourceOf(reading.file, line));
        else if (directive.kind !== 'header') outsideChangeset(directive, line, lines, reading);
    }
  }
  if (draft !== undefined) yield* close(draft, true, reading);
  else stray.report(false);
}

function* close(draft: ChangesetDraft, last: boolean, reading: SqlReading): Generator<ChangelogItem, void, undefined> {
  const changeset = closeChangeset(draft, last, reading);
  if (changeset !== undefined) yield { kind: 'changeSet', changeset };
}

/** Reads the line that makes the file formatted SQL; the answer is the logical path it gives. */
function readHeader(line: Line, reading: SqlReading): string | undefined {
  const marks = /liquibase[ \t]*formatted[ \t]*(?:sql)?/i.exec(line.text);
  const from = (marks?.index ?? 0) + (marks?.[0].length ?? 0);
  checkAttributes(attributePlace(reading, '--liquibase formatted sql', line, from), { logicalFilePath: 'name' }, reading.diagnostics);
  const logicalPath = attribute(line.text, 'logicalFilePath', 'name');
  reading.setLogicalPath(logicalPath);
  return logicalPath;
}

/** Passes over the lines that `--ignoreLines` names: a count, or `start` up to `end`. */
function skipLines(word: string, opening: Line, lines: LineReader, reading: SqlReading): void {
  if (/^\d+$/.test(word)) {
    for (let count = Number(word); count > 0 && lines.next() !== undefined;) count--;
    return;
  }
  const source = sourceOf(reading.file, opening);
  if (word !== 'start') {
    const hint = word === 'end' ? 'there is no --ignoreLines:start before it' : didYouMean(word, ['start', 'end']);
    reading.diagnostics.error('PARSE_SYNTAX', { message: `--ignoreLines:${word} is neither a count nor start`, source, hint });
    return;
  }
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const directive = directiveOf(line.text);
    if (directive.kind === 'ignoreLines' && directive.text === 'end') return;
  }
  reading.diagnostics.error('PARSE_SYNTAX', {
    message: '--ignoreLines:start is never closed',
    source,
    hint: 'write --ignoreLines:end after the lines',
  });
}

function outsideChangeset(directive: Directive, line: Line, lines: LineReader, reading: SqlReading): void {
  const comment = directive.kind === 'comment' ? ', or begin the comment with another word' : '';
  const what = directive.kind === 'rollbackBlock' ? 'a rollback block' : `--${directive.kind}`;
  reading.diagnostics.error('PARSE_SYNTAX', {
    message: `${what} stands in no changeset`,
    source: sourceOf(reading.file, line),
    hint: `put it below the --changeset line it belongs to${comment}`,
  });
  if (directive.kind === 'rollbackBlock') readRollbackBlock(line, lines, reading);
}
