/**
 * A text as SQL comments, one on each line. A lone carriage return ends a line, too: psql ends the comment there and runs what follows.
 * @param mark what begins a comment, e.g. `--`
 */
export function lineComments(text: string, mark: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => `${mark} ${line}`)
    .join('\n');
}
