import { giveUp } from './yaml-unusual.js';

/**
 * Reads the text of `|` or `>`; the latter only where every line break in it becomes a space.
 * @param from where the line after the header starts
 * @param parent the column that its lines must go beyond
 * @returns the text, and where the first line behind it starts. Gives up where more than that is to be known.
 */
export function readTextBlock(source: string, from: number, [, style, chomping]: RegExpExecArray, parent: number) {
  const lines: string[] = [];
  let column = -1;
  let at = from;
  while (at < source.length) {
    const end = source.indexOf('\n', at);
    if (end < 0) giveUp();
    let first = at;
    while (source[first] === ' ') first++;
    const spaces = first - at;
    if (first === end) {
      if (column < 0 || spaces > column) giveUp();
      lines.push('');
    } else {
      if (column < 0) column = spaces > parent && source[first] !== '\t' ? spaces : giveUp();
      if (spaces < column) {
        if (spaces > parent) giveUp();
        break;
      }
      if (style === '>' && (spaces > column || source[first] === '\t')) giveUp();
      lines.push(source.slice(at + column, end));
    }
    at = end + 1;
  }
  let count = lines.length;
  while (lines[count - 1] === '') count--;
  if (count === 0) giveUp();
  const content = lines.slice(0, count);
  if (style === '>' && content.includes('')) giveUp();
  const tail = chomping === '-' ? '' : chomping === '+' ? '\n'.repeat(1 + lines.length - count) : '\n';
  return { text: content.join(style === '>' ? ' ' : '\n') + tail, end: at };
}
