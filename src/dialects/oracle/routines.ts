import { routineText } from '../ansi/routines.js';
import { disallow } from '../attributes.js';
import type { Compile } from '../dialect.js';

/** Stored logic: a PL/SQL block, which a script ends with a slash on a line of its own. */
export const routines: Partial<Compile> = {
  createRoutine(s, sql) {
    disallow(sql, 'replaceIfExists', s.replace);
    const endDelimiter = s.endDelimiter ?? '\n/';
    return [{ sql: routineText(s, sql, endDelimiter), endDelimiter }];
  },
};
