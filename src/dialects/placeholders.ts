const quotes = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g;
const quotesAndBrackets = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\[(?:[^\]]|\]\])*\]|\?/g;

/**
 * Rewrites the `?` placeholders of a query to the driver's own; what stands in quotes stays.
 * @param brackets quote names as well
 */
export function numberPlaceholders(sql: string, write: (position: number) => string, { brackets = false } = {}): string {
  let position = 0;
  return sql.replace(brackets ? quotesAndBrackets : quotes, (part) => (part === '?' ? write(++position) : part));
}
