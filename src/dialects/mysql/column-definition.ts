/**
 * The definition of a column, without its name, in the text that SHOW CREATE TABLE gives; undefined where the table has no such column.
 * Each column stands on a line of its own, and the server writes line ends inside quotes as `\n`.
 */
export function columnDefinition(createTable: string, column: string): string | undefined {
  // Under the SQL mode ANSI_QUOTES the server writes names in double quotes.
  const starts = ['`', '"'].map((quote) => `  ${quote}${column.replaceAll(quote, quote + quote)}${quote} `.toLowerCase());
  for (const line of createTable.split('\n')) {
    const start = starts.find((one) => line.toLowerCase().startsWith(one));
    if (start !== undefined) return line.slice(start.length).replace(/,$/, '');
  }
  return undefined;
}

/** The definition with NULL or NOT NULL instead of what it says; a default of NULL goes. */
export function withNullability(definition: string, nullable: boolean): string {
  const parts = quotedParts(definition).map((part, i) =>
    i % 2 === 1 ? part : part.replace(/ (?:NOT NULL|DEFAULT NULL|NULL)(?= |$)/g, ''),
  );
  return insertBefore(parts, / (?:DEFAULT|AUTO_INCREMENT|COMMENT|ON UPDATE|CHECK|INVISIBLE|\/\*)/, nullable ? ' NULL' : ' NOT NULL');
}

/** The definition with a comment instead of the one that it has. `comment` is a quoted literal. */
export function withComment(definition: string, comment: string): string {
  const parts = [...quotedParts(definition)];
  const at = parts.findIndex((part, i) => i % 2 === 0 && part.endsWith(' COMMENT '));
  if (at >= 0) parts.splice(at, 2, (parts[at] ?? '').replace(/ COMMENT $/, ''));
  return insertBefore(at >= 0 ? quotedParts(parts.join('')) : parts, / (?:CHECK|\/\*)/, ` COMMENT ${comment}`);
}

/** The definition as one of a column that numbers its rows, which has no default. */
export function withAutoIncrement(definition: string): string {
  return `${withNullability(definition, false).replace(/ AUTO_INCREMENT(?= |$)/, '')} AUTO_INCREMENT`;
}

/** The text cut so that every second part is a string in quotes. */
function quotedParts(text: string): readonly string[] {
  return text.split(/('(?:[^'\\]|\\.|'')*')/);
}

/** Puts words before the first place outside quotes that the pattern finds, or at the end. */
function insertBefore(parts: readonly string[], pattern: RegExp, words: string): string {
  const at = parts.findIndex((part, i) => i % 2 === 0 && pattern.test(part));
  if (at < 0) return parts.join('') + words;
  return parts.map((part, i) => (i === at ? part.replace(pattern, (found) => words + found) : part)).join('');
}
