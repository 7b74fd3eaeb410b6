/** The options that are set, or undefined where none is. */
export function optionsOf(
  options: Readonly<Record<string, string | undefined | null | false>>,
): Readonly<Record<string, string>> | undefined {
  const set = Object.entries(options).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '');
  return set.length === 0 ? undefined : Object.fromEntries(set);
}
