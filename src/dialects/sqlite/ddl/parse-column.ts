import type { Cursor } from './cursor.js';
import { conflictClause, deferrable, foreignKeyTarget } from './parse-constraint.js';
import type { ColumnClause, ColumnDdl, Range } from './table-ddl.js';
import { identifier } from './tokens.js';

const clauseWords = new Set([
  'CONSTRAINT',
  'DEFAULT',
  'NULL',
  'NOT',
  'PRIMARY',
  'UNIQUE',
  'CHECK',
  'REFERENCES',
  'COLLATE',
  'AS',
  'DEFERRABLE',
]);

/** Reads a column definition up to the comma or parenthesis behind it. */
export function parseColumn(cursor: Cursor): ColumnDdl {
  const nameToken = cursor.take();
  if (nameToken.kind === 'symbol' || nameToken.kind === 'number') cursor.reject();
  const type = columnType(cursor);
  const clauses: ColumnClause[] = [];
  while (!atEnd(cursor)) {
    const clause = columnClause(cursor);
    if (clause !== undefined) clauses.push(clause);
  }
  return { ...cursor.since(nameToken.start), name: identifier(nameToken), nameRange: nameToken, type, clauses };
}

const atEnd = (cursor: Cursor): boolean => cursor.atSymbol(',') || cursor.atSymbol(')') || cursor.token === undefined;

/** Any number of words that begin no clause, then parameters in parentheses. */
function columnType(cursor: Cursor): Range | undefined {
  const start = cursor.token?.start ?? 0;
  let words = 0;
  while (!atEnd(cursor) && !atClause(cursor) && !cursor.atSymbol('(')) {
    if (cursor.take().kind === 'symbol') cursor.reject();
    words += 1;
  }
  if (words === 0) return undefined;
  if (cursor.atSymbol('(')) cursor.group();
  return cursor.since(start);
}

function atClause(cursor: Cursor): boolean {
  const { token } = cursor;
  return (token?.kind === 'word' && clauseWords.has(token.value)) || cursor.at('GENERATED', 'ALWAYS');
}

/** undefined for a name that no constraint follows, which is allowed and means nothing. */
function columnClause(cursor: Cursor): ColumnClause | undefined {
  const start = cursor.token?.start ?? 0;
  const name = cursor.skip('CONSTRAINT') ? cursor.name() : undefined;
  if (name !== undefined && (atEnd(cursor) || cursor.at('CONSTRAINT'))) return undefined;
  const bodyStart = cursor.token?.start ?? 0;
  const parts = clauseParts(cursor);
  return { ...cursor.since(start), ...parts, name, body: cursor.since(bodyStart) };
}

function clauseParts(cursor: Cursor): Pick<ColumnClause, 'kind' | 'autoIncrement' | 'descending' | 'reference'> {
  if (cursor.skip('PRIMARY', 'KEY')) return primaryKey(cursor);
  if (cursor.skip('NOT', 'NULL')) return conflicting(cursor, 'notNull');
  if (cursor.skip('NULL')) return conflicting(cursor, 'null');
  if (cursor.skip('UNIQUE')) return conflicting(cursor, 'unique');
  if (cursor.skip('REFERENCES')) return { kind: 'references', reference: foreignKeyTarget(cursor) };
  if (deferrable(cursor) !== undefined) return { kind: 'deferrable' };
  if (cursor.skip('CHECK')) {
    cursor.group();
    return { kind: 'check' };
  }
  if (cursor.skip('COLLATE')) {
    cursor.name();
    return { kind: 'collate' };
  }
  if (cursor.skip('DEFAULT')) {
    defaultValue(cursor);
    return { kind: 'default' };
  }
  cursor.skip('GENERATED', 'ALWAYS');
  cursor.expect('AS');
  cursor.group();
  // STORED or VIRTUAL.
  if (!atEnd(cursor) && !atClause(cursor)) cursor.take();
  return { kind: 'generated' };
}

function conflicting(cursor: Cursor, kind: ColumnClause['kind']): Pick<ColumnClause, 'kind'> {
  conflictClause(cursor);
  return { kind };
}

function primaryKey(cursor: Cursor): Pick<ColumnClause, 'kind' | 'autoIncrement' | 'descending'> {
  const descending = cursor.at('DESC') ? cursor.take() : undefined;
  cursor.skip('ASC');
  conflictClause(cursor);
  const autoIncrement = cursor.at('AUTOINCREMENT') ? cursor.take() : undefined;
  return { kind: 'primaryKey', descending, autoIncrement };
}

/** A literal, a signed number, or an expression in parentheses. */
function defaultValue(cursor: Cursor): void {
  if (cursor.atSymbol('(')) {
    cursor.group();
    return;
  }
  if (!cursor.skipSymbol('-')) cursor.skipSymbol('+');
  cursor.take();
}
