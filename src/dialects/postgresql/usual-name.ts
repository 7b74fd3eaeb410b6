/** Bytes that a name may have, without the zero at its end. */
const NAME_BYTES = 63;

/**
 * The name that the server gives to what belongs to a column, or to a table alone: the names and a word, the longer name cut first where the whole would be too
 * long. Source: `makeObjectName` in commands/indexcmds.c.
 */
export function usualName(table: string, column: string | undefined, word: string): string {
  const size = (text: string): number => Buffer.byteLength(text);
  let [first, second] = [table, column ?? ''];
  if (column === undefined) {
    while (size(first) + 1 + word.length > NAME_BYTES) first = first.replace(/.$/su, '');
    return `${first}_${word}`;
  }
  while (size(first) + size(second) + 2 + word.length > NAME_BYTES) {
    if (size(first) > size(second)) first = first.replace(/.$/su, '');
    else second = second.replace(/.$/su, '');
  }
  return `${first}_${second}_${word}`;
}
