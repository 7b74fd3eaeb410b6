import { changeDefinitions } from '../changes/index.js';
import type { ChangeNode } from '../model/change.js';

/** Whether the statements of a change can be looked at without doing anything, and without reading a file of any size. */
export function runsSilently({ name }: ChangeNode): boolean {
  const definition = changeDefinitions.get(name);
  return definition !== undefined && definition.needsOption === undefined && !definition.stops && !definition.streams;
}
