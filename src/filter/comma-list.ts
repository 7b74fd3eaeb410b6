/** The entries of a comma-separated list: trimmed, lower case, each once, in order. A blank text has none, and empty entries at its end do not count. */
export function commaList(text: string): ReadonlySet<string> {
  const entries = new Set<string>();
  if (text.trim() === '') return entries;
  const parts = text.trim().split(',');
  while (parts.at(-1) === '') parts.pop();
  for (const part of parts) entries.add(part.trim().toLowerCase());
  return entries;
}
