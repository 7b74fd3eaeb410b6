import type { CompileLive } from '../dialect.js';

/** Liquibase writes the bare name of the sequence as the default, which the server takes for a column; offline so do we. */
export const liveColumns: CompileLive = {
  async addDefaultValue(s, sql, live) {
    if (live === undefined || s.value.kind !== 'sequenceNext') return undefined;
    return [`ALTER TABLE ${sql.table(s.table)} ALTER ${sql.column(s.column)} SET DEFAULT (${sql.literal(s.value)})`];
  },
};
