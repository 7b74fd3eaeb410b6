/** Texts that share a slot take turns in it. */
const slotCount = 1021;

/** Longer texts seldom come again. */
const longest = 64;

/**
 * Makes something of the texts in a source, once for each of those that come again and again: names, types, authors. A large file holds tens of
 * thousands of texts and only some hundred that differ.
 * @param make gets the text
 * @returns what was made of the text between two offsets, which are not the same
 */
export function repeatedTexts<T>(source: string, make: (text: string) => T): (from: number, to: number) => T {
  const texts: string[] = [];
  const made: (T | undefined)[] = [];
  for (let i = 0; i < slotCount; i++) {
    texts.push('');
    made.push(undefined);
  }
  return (from, to) => {
    const length = to - from;
    if (length > longest) return make(source.slice(from, to));
    const middle = source.charCodeAt(from + (length >> 1));
    const slot = (source.charCodeAt(from) * 31 + middle * 17 + source.charCodeAt(to - 1) * 7 + length) % slotCount;
    const known = texts[slot]!;
    if (known.length === length && source.startsWith(known, from)) return made[slot]!;
    const text = source.slice(from, to);
    texts[slot] = text;
    return (made[slot] = make(text));
  };
}
