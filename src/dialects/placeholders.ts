/** Rewrites the `?` placeholders of a query to the driver's own; what stands in quotes stays. */
export function numberPlaceholders(sql: string, write: (position: number) => string): string {
  let position = 0;
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (part) => (part === '?' ? write(++position) : part));
}
