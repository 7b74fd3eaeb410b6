import type { PreconditionDefinition } from '../define/precondition.js';

const definitions: readonly PreconditionDefinition[] = [];

/** Every precondition by its name in changelogs. */
export const preconditionDefinitions: ReadonlyMap<string, PreconditionDefinition> = new Map(definitions.map((d) => [d.name, d]));
