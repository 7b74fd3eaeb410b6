import type { Source } from '../core/source.js';
import type { ChangeNode } from '../model/change.js';
import type { Rollback } from '../model/changelog.js';
import {
  attribute,
  booleanAttribute,
  checkAttributes,
  lastValue,
  type AttributeKinds,
  type AttributePlace,
} from './formatted-sql-attributes.js';
import type { SqlReading } from './formatted-sql-reading.js';
import { javaTrim } from './java-trim.js';

/** What the lines of one changeset say about its rollback. */
export interface RollbackLines {
  /** Text of `--rollback` lines and of rollback blocks, line by line. */
  readonly text: readonly string[];
  /** The first of those lines. */
  readonly source: Source | undefined;
  /** sqlFile changes of `--rollbackSqlFile` lines. */
  readonly files: readonly ChangeNode[];
  /** Attributes of the changeset that the SQL gets. */
  readonly splitStatements: boolean | undefined;
  readonly endDelimiter: string | undefined;
}

/**
 * What the rollback lines of a changeset come to: nothing to do (`empty`, `not required`), the changes of another changeset
 * (`changesetId:…`), or SQL. Source: Liquibase `AbstractFormattedChangeLogParser.handleRollbackSequence` (4.28.0).
 * @param ownPaths paths under which a reference without a path is looked up, in order
 */
export function rollbackOf(lines: RollbackLines, ownPaths: readonly string[], reading: SqlReading): Rollback {
  const text = javaTrim(lines.text.join('\n'));
  const { source } = lines;
  const changes: ChangeNode[] = [];
  if (text === '' || source === undefined) {
    if (lines.files.length === 0) return { kind: 'auto' };
  } else if (/changesetid/i.test(text) && !nothingToDo(text)) changes.push(...referenced(text, source, ownPaths, reading));
  else if (!nothingToDo(text)) {
    const sql = javaTrim(reading.expand(lines.text.join('\n'), source));
    const { splitStatements, endDelimiter } = lines;
    const props = { sql, ...(splitStatements !== undefined && { splitStatements }), ...(endDelimiter !== undefined && { endDelimiter }) };
    changes.push({ name: 'sql', props, source });
  }
  changes.push(...lines.files);
  return changes.length === 0 ? { kind: 'none' } : { kind: 'changes', changes };
}

const nothingToDo = (text: string): boolean => /^(?:not required|empty).*$/i.test(text);

function referenced(text: string, source: Source, ownPaths: readonly string[], reading: SqlReading): readonly ChangeNode[] {
  const line = text.replace(/[\r\n]/g, '');
  const part = (name: string): string | undefined => lastValue(line, name, /([^ \t\v\f]+)/y);
  const [id, author, path] = [part('changesetId'), part('changesetAuthor'), part('changesetPath')];
  if (id === undefined || author === undefined) {
    reading.diagnostics.error('PARSE_MISSING_ATTRIBUTE', {
      message: `the rollback names no ${id === undefined ? 'changesetId' : 'changesetAuthor'}`,
      source,
      hint: 'write --rollback changesetId:ID changesetAuthor:AUTHOR changesetPath:PATH',
    });
    return [];
  }
  for (const candidate of path === undefined ? ownPaths : [path]) {
    const [found] = reading.findChangesets({ id, author, path: candidate });
    if (found !== undefined) return found.changes;
  }
  reading.diagnostics.error('PARSE_ROLLBACK_REFERENCE', {
    message: `the rollback refers to changeset ${path ?? ownPaths[0] ?? ''}::${id}::${author}, which does not stand before it`,
    source,
  });
  return [];
}

const fileAttributes: AttributeKinds = {
  path: 'name',
  relativeToChangelogFile: 'boolean',
  encoding: 'name',
  dbms: 'list',
  splitStatements: 'boolean',
  stripComments: 'boolean',
  endDelimiter: 'name',
};

/** Reads a `--rollbackSqlFile` line: the change that runs a file on rollback. Liquibase sells this line; its syntax is public. */
export function readRollbackFile(place: AttributePlace, reading: SqlReading): ChangeNode {
  checkAttributes(place, fileAttributes, reading.diagnostics);
  const source = place.at(1);
  const text = reading.expand(place.line.slice(place.from), source);
  const props: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(fileAttributes)) {
    const value = attribute(text, name, kind);
    if (value !== undefined) props[name] = kind === 'boolean' ? booleanAttribute(text, name, false) : value.trim();
  }
  return { name: 'sqlFile', props, source };
}
