import { ChangelogError } from '../core/error.js';
import type { Dialect } from '../dialects/dialect.js';
import type { Effect } from '../model/effect.js';

/** What a statement leaves behind; one that cannot be read is one that only its author knows. */
export function effectOf(sql: string, { steps }: Dialect): Effect {
  try {
    return steps.effect(sql);
  } catch (error) {
    if (error instanceof ChangelogError && error.code === 'PARSE_SQL') return { kind: 'opaque', commitsBefore: false };
    throw error;
  }
}
