import type { ChangeDefinition } from '../define/change.js';
import { dropTable } from './drop-table.js';

const definitions: readonly ChangeDefinition[] = [dropTable];

/** Every change type by its name in changelogs. */
export const changeDefinitions: ReadonlyMap<string, ChangeDefinition> = new Map(definitions.map((d) => [d.name, d]));
