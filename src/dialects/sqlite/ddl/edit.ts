import type { ColumnDdl, Range, TableConstraint, TableDdl } from './table-ddl.js';

/** A piece of a text and what takes its place. */
export interface Edit extends Range {
  readonly text: string;
}

/** Carries out edits that do not overlap; those at the same place come out in the order given. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, edit.start) + edit.text;
    at = Math.max(at, edit.end);
  }
  return result + text.slice(at);
}

export const insertAt = (offset: number, text: string): Edit => ({ start: offset, end: offset, text });

/** Takes a clause out together with the white space before it. */
export function remove(text: string, range: Range): Edit {
  let { start } = range;
  while (/\s/.test(text[start - 1] ?? '')) start -= 1;
  // Behind a line comment the line break must stay.
  const commented = /--[^\n]*$/.test(text.slice(0, start));
  return { start: commented ? range.start : start, end: range.end, text: '' };
}

type Element = ColumnDdl | TableConstraint;

/** Columns and constraints in the order in which they stand. */
export function elementsOf(table: TableDdl): readonly Element[] {
  return [...table.columns, ...table.constraints];
}

/**
 * Takes elements out of the list between the parentheses. Where an element has lines of its own, these go, with the comment behind it; all
 * other comments stay.
 */
export function removeElements(table: TableDdl, gone: ReadonlySet<Element>): readonly Edit[] {
  const elements = elementsOf(table);
  const edits: Edit[] = [];
  const lastKept = elements.findLast((element) => !gone.has(element));
  if (lastKept?.comma !== undefined && lastKept !== elements.at(-1)) edits.push({ ...lastKept.comma, text: '' });
  for (const [i, element] of elements.entries()) {
    const before = elements[i - 1];
    if (!gone.has(element) || (before !== undefined && gone.has(before))) continue;
    // Neighbours go in one piece.
    const next = elements.findIndex((one, at) => at > i && !gone.has(one));
    const last = elements[(next < 0 ? elements.length : next) - 1] ?? element;
    edits.push(cut(table.text, { start: element.start, end: last.comma?.end ?? last.end }));
  }
  return edits;
}

function cut(text: string, range: Range): Edit {
  const rest = text.slice(range.end);
  const indent = /\n[ \t]*$/.exec(text.slice(0, range.start))?.[0];
  const comment = indent === undefined ? '' : (/^[ \t]*--[^\n]*/.exec(rest)?.[0] ?? '');
  const end = range.end + comment.length;
  const line = /^[ \t]*(?=\n)/.exec(text.slice(end))?.[0];
  if (line !== undefined && indent !== undefined) return { start: range.start - indent.length, end: end + line.length, text: '' };
  if (line !== undefined || /^\s*(?:\)|--|\/\*)/.test(rest)) return remove(text, range);
  const space = /^[ \t]*/.exec(rest)?.[0] ?? '';
  return { start: range.start, end: range.end + space.length, text: '' };
}
