import type { Source } from '../core/source.js';
import { didYouMean } from '../core/suggest.js';
import type { ChangeNode, Preconditions } from '../model/change.js';
import type { Changeset, RunOrder } from '../model/changelog.js';
import {
  attribute,
  booleanAttribute,
  changesetAttributes,
  checkAttributes,
  lastValue,
  stripQuotes,
  wordsAttribute,
} from './formatted-sql-attributes.js';
import type { Directive } from '../define/sql-directives.js';
import { sourceOf, type Line } from './formatted-sql-lines.js';
import { attributePlace, type SqlReading } from './formatted-sql-reading.js';
import { rollbackOf } from './formatted-sql-rollback.js';
import { javaTrim } from './java-trim.js';
import { normalizePath } from '../core/path.js';

/** A changeset whose lines are being read. */
export interface ChangesetDraft {
  readonly changeset: Omit<Changeset, 'changes' | 'rollback'>;
  readonly splitStatements: boolean | undefined;
  readonly stripComments: boolean;
  readonly endDelimiter: string | undefined;
  readonly rollbackSplitStatements: boolean | undefined;
  readonly rollbackEndDelimiter: string | undefined;
  readonly sql: string[];
  /** The first line of SQL that is not blank. */
  sqlSource?: Source;
  readonly rollback: string[];
  rollbackSource?: Source;
  readonly rollbackFiles: ChangeNode[];
  readonly tags: ChangeNode[];
  readonly validCheckSums: string[];
  comment?: string;
  preconditions?: Preconditions;
}

/**
 * Begins the changeset of a `--changeset` line.
 * @param filePath path of the file, as its header gives it or as it was included
 */
export function openChangeset(
  directive: Extract<Directive, { kind: 'changeset' }>,
  line: Line,
  filePath: string,
  reading: SqlReading,
): ChangesetDraft {
  const source = sourceOf(reading.file, line);
  // Liquibase looks for attributes in the whole line: `--changeset dbms:h2` has both an author and a dbms. Most lines have none.
  const text =
    line.text.indexOf(':', directive.from) >= 0 || directive.id.includes(':') || endsLikeAttribute(directive.author) ? line.text : '';
  if (line.text.length > directive.from)
    checkAttributes(attributePlace(reading, '--changeset', line, directive.from), changesetAttributes, reading.diagnostics);
  const expanded = (value: string | undefined): string | undefined => (value === undefined ? undefined : reading.expand(value, source));
  const words = (name: string): string | undefined => expanded(wordsAttribute(text, name));
  const word = (name: string): string | undefined => expanded(attribute(text, name, 'name'));
  const given = (name: string): boolean | undefined =>
    attribute(text, name, 'boolean') === undefined ? undefined : booleanAttribute(text, name, true);
  const contextFilter = words('contextFilter') || words('context');
  const labels = words('labels');
  const dbms = expanded(attribute(text, 'dbms', 'list')?.trim());
  const created = words('created');
  const runWithSpoolFile = expanded(attribute(text, 'runWithSpoolFile', 'rest')) ?? reading.scope.runWithSpoolFile;
  const runWith = expanded(lastValue(text, 'runWith', /([\w${}]+)/y)) ?? reading.scope.runWith;
  const runOrder = choice('runOrder', word('runOrder'), ['first', 'last'] as const satisfies readonly RunOrder[], source, reading);
  const onValidationFail = choice('onValidationFail', word('onValidationFail'), ['HALT', 'MARK_RAN'] as const, source, reading);
  return {
    changeset: {
      id: reading.expand(stripQuotes(directive.id), source),
      author: reading.expand(stripQuotes(directive.author), source),
      path: normalizePath(word('logicalFilePath') || reading.expand(filePath, source)),
      source,
      modifySql: [],
      ...(contextFilter !== undefined && { contextFilter }),
      inheritedContexts: reading.scope.inheritedContexts,
      ...(labels !== undefined && { labels }),
      inheritedLabels: reading.scope.inheritedLabels,
      ...(dbms !== undefined && { dbms }),
      ...(created !== undefined && { created }),
      validCheckSums: [],
      runAlways: given('runAlways') ?? false,
      runOnChange: given('runOnChange') ?? false,
      runInTransaction: given('runInTransaction') ?? true,
      failOnError: given('failOnError') ?? true,
      onValidationFail: onValidationFail ?? 'HALT',
      ignore: reading.scope.ignore || word('ignore')?.toLowerCase() === 'true',
      ...(runOrder !== undefined && { runOrder }),
      ...(runWith !== undefined && { runWith }),
      ...(runWithSpoolFile !== undefined && { runWithSpoolFile }),
      // Liquibase reads over objectQuotingStrategy here; SQL text has no names to quote.
      objectQuotingStrategy: 'LEGACY',
    },
    splitStatements: given('splitStatements'),
    stripComments: given('stripComments') ?? true,
    endDelimiter: attribute(text, 'endDelimiter', 'name'),
    rollbackSplitStatements: given('rollbackSplitStatements'),
    rollbackEndDelimiter: attribute(text, 'rollbackEndDelimiter', 'name'),
    sql: [],
    rollback: [],
    rollbackFiles: [],
    tags: [],
    validCheckSums: [],
  };
}

const attributeNames = Object.keys(changesetAttributes).map((name) => name.toLowerCase());

function endsLikeAttribute(author: string): boolean {
  const lower = author.toLowerCase();
  return attributeNames.some((name) => lower.endsWith(name));
}

function choice<T extends string>(
  name: string,
  value: string | undefined,
  choices: readonly T[],
  source: Source,
  reading: SqlReading,
): T | undefined {
  const chosen = choices.find((one) => one === value);
  if (value !== undefined && chosen === undefined) {
    const message = `--changeset: ${name} is "${value}"; it must be ${choices.join(' or ')}`;
    reading.diagnostics.error('PARSE_INVALID_VALUE', { message, source, hint: didYouMean(value, choices) });
  }
  return chosen;
}

/**
 * The finished changeset, properties filled in as they stand now; undefined (and reported) where it has no SQL.
 * @param last it is the last one of its file
 */
export function closeChangeset(draft: ChangesetDraft, last: boolean, reading: SqlReading): Changeset | undefined {
  const { changeset, tags } = draft;
  const source = draft.sqlSource ?? changeset.source;
  const sql = javaTrim(reading.expand(javaTrim(draft.sql.join('\n')), source));
  if (sql === '' && tags.length === 0) {
    reading.diagnostics.error('PARSE_MISSING_ATTRIBUTE', {
      message: `changeset ${changeset.author}:${changeset.id} has no SQL`,
      source: changeset.source,
      hint: 'write its SQL below the --changeset line',
    });
    return undefined;
  }
  // A lone slash at the end of the file is the delimiter of Oracle scripts, where none is given.
  const endDelimiter = draft.endDelimiter ?? (last && sql.endsWith('\n/') ? '\n/$' : undefined);
  const props = {
    sql,
    stripComments: draft.stripComments,
    ...(draft.splitStatements !== undefined && { splitStatements: draft.splitStatements }),
    ...(endDelimiter !== undefined && { endDelimiter }),
  };
  const changes: ChangeNode[] = sql === '' ? tags : [{ name: 'sql', props, source }, ...tags];
  const rollback = rollbackOf(
    {
      text: draft.rollback,
      source: draft.rollbackSource,
      files: draft.rollbackFiles,
      splitStatements: draft.rollbackSplitStatements,
      endDelimiter: draft.rollbackEndDelimiter,
    },
    [reading.file, changeset.path],
    reading,
  );
  return {
    ...changeset,
    changes,
    rollback,
    validCheckSums: draft.validCheckSums,
    ...(draft.comment !== undefined && { comment: draft.comment }),
    ...(draft.preconditions !== undefined && { preconditions: draft.preconditions }),
  };
}
