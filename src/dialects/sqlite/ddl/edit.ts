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
 * Takes elements out of the list between the parentheses. A comment behind an element on its line goes with it, and so does the line where
 * nothing else stands on it; all other comments stay.
 */
export function removeElements(table: TableDdl, gone: ReadonlySet<Element>): readonly Edit[] {
  const elements = elementsOf(table);
  const edits: Edit[] = [];
  const lastKept = elements.findLast((element) => !gone.has(element));
  for (const element of elements) {
    if (gone.has(element)) edits.push(cut(table.text, { start: element.start, end: element.comma?.end ?? element.end }));
    else if (element === lastKept && element !== elements.at(-1) && element.comma !== undefined) edits.push({ ...element.comma, text: '' });
  }
  return edits;
}

function cut(text: string, range: Range): Edit {
  const behind = /^[ \t]*(?:--[^\n]*)?/.exec(text.slice(range.end))?.[0] ?? '';
  const isComment = behind.trimStart().startsWith('--');
  const end = range.end + behind.length;
  const indent = /\n[ \t]*$/.exec(text.slice(0, range.start))?.[0];
  if (text[end] === '\n' && indent !== undefined) return { start: range.start - indent.length, end, text: '' };
  const endsLine = isComment || /^[\n)]/.test(text.slice(end, end + 1));
  return endsLine ? remove(text, { start: range.start, end }) : { start: range.start, end, text: '' };
}
