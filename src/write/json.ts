import { changelogData } from './data.js';
import type { ElementPart } from './written.js';

/** The changelog as JSON. Whole numbers that a double cannot hold are written as text. */
export function jsonText(changesets: readonly ElementPart[]): string {
  const numbers = (_key: string, value: unknown): unknown =>
    typeof value === 'bigint' ? (Number.isSafeInteger(Number(value)) ? Number(value) : String(value)) : value;
  return `${JSON.stringify(changelogData(changesets), numbers, 2)}\n`;
}
