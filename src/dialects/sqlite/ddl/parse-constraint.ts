import type { Cursor } from './cursor.js';
import type { Reference } from './table-ddl.js';
import { identifier, type Token } from './tokens.js';

/** `ON CONFLICT …`, where it stands. */
export function conflictClause(cursor: Cursor): void {
  if (cursor.skip('ON', 'CONFLICT')) cursor.take();
}

/** What follows REFERENCES: table, columns, actions, MATCH, and when it is checked. */
export function foreignKeyTarget(cursor: Cursor): Reference {
  const table = cursor.name();
  const columns = cursor.atSymbol('(') ? columnNames(cursor.group()) : [];
  for (;;) {
    if (cursor.skip('MATCH')) cursor.name();
    else if (cursor.skip('ON')) {
      cursor.take();
      if (cursor.skip('SET') || cursor.skip('NO')) cursor.take();
      else cursor.take();
    } else if (!deferrable(cursor)) return { table, columns };
  }
}

/** `[NOT] DEFERRABLE [INITIALLY …]`. */
export function deferrable(cursor: Cursor): boolean {
  if (!cursor.skip('NOT', 'DEFERRABLE') && !cursor.skip('DEFERRABLE')) return false;
  if (cursor.skip('INITIALLY')) cursor.take();
  return true;
}

/** The first name of each part of a comma-separated list: the columns of a key, without COLLATE and ASC or DESC. */
export function columnNames(group: readonly Token[]): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  let first = true;
  for (const token of group) {
    if (first && token.kind !== 'symbol') names.push(identifier(token));
    first = depth === 0 && token.kind === 'symbol' && token.text === ',';
    if (token.kind !== 'symbol') continue;
    if (token.text === '(') depth += 1;
    else if (token.text === ')') depth -= 1;
  }
  return names;
}
