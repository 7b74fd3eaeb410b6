/** One column of a constraint, as a catalog query gives it. */
export interface ConstraintColumn {
  readonly name: string;
  readonly column: string;
}

/** The constraint that is on exactly these columns, in any order and case; the first by name where there are several. */
export function constraintOn(rows: readonly ConstraintColumn[], columns: string): string | undefined {
  const wanted = columnSet(columns.split(',').map((one) => one.trim()));
  const found = new Map<string, string[]>();
  for (const { name, column } of rows) found.set(name, [...(found.get(name) ?? []), column]);
  return [...found]
    .filter(([, own]) => columnSet(own) === wanted)
    .map(([name]) => name)
    .sort()[0];
}

const columnSet = (names: readonly string[]): string =>
  names
    .map((name) => name.toLowerCase())
    .sort()
    .join('\n');
