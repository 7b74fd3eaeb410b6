/** A name in backticks. */
export function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** Text as a literal in the usual sql_mode. */
export function literalOf(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** `user@host` as an account in quotes. */
export function account(definer: string): string {
  const at = definer.lastIndexOf('@');
  return [definer.slice(0, at), definer.slice(at + 1)].map((part) => `\`${part.replaceAll('`', '``')}\``).join('@');
}

const pieces = /'(?:[^'\\]|\\[^]|'')*'|`((?:[^`]|``)*)`(\.?)/g;

/**
 * A text that the server printed, without one database's name before others. Where a table goes by that name as an alias, nothing can be
 * told apart, and the text stays as it is.
 */
export function withoutSchema(text: string, schema: string): string {
  const prefix = `${quoted(schema)}.`;
  if (text.includes(`\` ${quoted(schema)}`)) return text;
  return text.replace(pieces, (piece) => (piece === prefix ? '' : piece));
}

/** The names behind one database's name, which are tables and views that a text uses, and those of functions that it calls. */
export function namesOf(text: string, schema: string): ReadonlySet<string> {
  const names = new Set<string>();
  let follows = false;
  for (const { 0: piece, 1: name, 2: dot, index } of text.matchAll(pieces)) {
    const isCall = text.startsWith('(', index + piece.length);
    if ((follows || isCall) && name !== undefined) names.add(name.replaceAll('``', '`'));
    follows = name === schema && dot === '.';
  }
  return names;
}
