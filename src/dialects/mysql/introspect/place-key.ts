/** A key for what belongs to a table or view. */
export function placeKey(schema: string, name: string): string {
  return `${schema}\n${name}`;
}
