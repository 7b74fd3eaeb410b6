/** A place in a changelog file. `line` and `column` count from 1; `file` is the path as the changelog resolver opened it. */
export interface Source {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Turns character offsets of one text into line and column. Building it is linear in the text, a look-up logarithmic. */
export interface LineIndex {
  at(offset: number): Source;
}

/** Indexes the line starts of `text`, which was read from `file`. */
export function lineIndex(file: string, text: string): LineIndex {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  let last = 0;
  return {
    at(offset) {
      // Callers mostly walk through the text, so the line asked for last, or the one after it, is tried first.
      let start = starts[last] ?? 0;
      if (offset < start || offset >= (starts[last + 1] ?? Infinity)) {
        const onNext = offset >= start && offset < (starts[last + 2] ?? Infinity);
        last = onNext ? last + 1 : search(offset);
        start = starts[last] ?? 0;
      }
      return { file, line: last + 1, column: offset - start + 1 };
    },
  };

  function search(offset: number): number {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** `file:line:column`, the form that editors and terminals make clickable. */
export function formatSource(source: Source): string {
  return `${source.file}:${source.line}:${source.column}`;
}
