/** Cells in the frame that Liquibase draws: a header row, a line between all rows. Cells are widened to the longest of their column. */
export function framedTable(rows: readonly (readonly string[])[]): string {
  const widths = columnWidths(rows);
  const line = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+\n`;
  const body = rows.map((row) => `|${widths.map((width, i) => ` ${pad(row[i] ?? '', width)} `).join('|')}|\n`);
  return line + body.map((text) => text + line).join('');
}

/** Columns separated by two blanks, without a frame. */
export function columnsOf(rows: readonly (readonly string[])[], indent = ''): string {
  const widths = columnWidths(rows);
  return rows
    .map((row) => `${indent}${row.map((cell, i) => (i === row.length - 1 ? cell : pad(cell, widths[i] ?? 0))).join('  ')}\n`)
    .join('');
}

function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell))));
  return widths;
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - displayWidth(cell)));
}

/** Terminal columns of a text: combining marks take none, East Asian wide characters and emoji two. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const char of text) {
    if (/\p{Mark}|\p{Cf}/u.test(char)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
        char,
      )
        ? 2
        : 1;
  }
  return width;
}

/** `12 ms`, `1.4 s`, `2 min 05 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
