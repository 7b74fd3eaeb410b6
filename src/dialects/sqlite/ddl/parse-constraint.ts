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
  let reference: Reference = { table, columns };
  for (;;) {
    if (cursor.skip('MATCH')) reference = { ...reference, match: cursor.name().toLowerCase() };
    else if (cursor.skip('ON')) {
      const event = cursor.take().value === 'DELETE' ? 'onDelete' : 'onUpdate';
      reference = { ...reference, [event]: action(cursor) };
    } else {
      const timing = deferrable(cursor);
      if (timing === undefined) return reference;
      reference = { ...reference, ...timing };
    }
  }
}

/** `SET NULL`, `NO ACTION`, `CASCADE`, in lower case. */
function action(cursor: Cursor): string {
  const first = cursor.take().value.toLowerCase();
  return first === 'set' || first === 'no' ? `${first} ${cursor.take().value.toLowerCase()}` : first;
}

/** `[NOT] DEFERRABLE [INITIALLY …]`; undefined where nothing of it stands. */
export function deferrable(cursor: Cursor): Pick<Reference, 'deferrable' | 'initiallyDeferred'> | undefined {
  const isNegative = cursor.skip('NOT', 'DEFERRABLE');
  if (!isNegative && !cursor.skip('DEFERRABLE')) return undefined;
  const isDeferred = cursor.skip('INITIALLY') && cursor.take().value === 'DEFERRED';
  return isNegative ? {} : { deferrable: true, ...(isDeferred && { initiallyDeferred: true }) };
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
