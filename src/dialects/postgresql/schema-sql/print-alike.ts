/**
 * Whether two queries or statements are one that two versions of the server print: as of version 16 columns stand without their table where
 * the query reads only one. A qualifier is left out of account only where it is the name of a table or an alias in the text itself.
 * Source: `get_variable` in utils/adt/ruleutils.c of versions 15 and 16.
 */
export function printAlike(one: string, other: string): boolean {
  const [a, b] = [tokens(one), tokens(other)];
  const [relationsOfA, relationsOfB] = [alone(a), alone(b)];
  const skips = (list: readonly string[], at: number, relations: ReadonlySet<string>, wanted: string | undefined): boolean =>
    list[at + 1] === '.' && list[at + 2] === wanted && relations.has(list[at] ?? '');
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (a[i] === b[j] && (a[i + 1] === '.') === (b[j + 1] === '.')) [i, j] = [i + 1, j + 1];
    else if (skips(a, i, relationsOfA, b[j])) i += 2;
    else if (skips(b, j, relationsOfB, a[i])) j += 2;
    else return false;
  }
  return true;
}

const tokens = (text: string): readonly string[] =>
  text.match(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}_][\p{L}\p{N}_$]*|\d[\d.]*|[^\s]/gu) ?? [];

/** The words that stand somewhere without a point behind them. */
const alone = (list: readonly string[]): ReadonlySet<string> =>
  new Set(list.filter((_, at) => list[at + 1] !== '.' && list[at - 1] !== '.'));
