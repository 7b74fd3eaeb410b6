import { ignored } from '../attributes.js';
import type { Compile } from '../dialect.js';

/** Synonyms. They cannot be replaced, and there is only one kind. */
export const synonyms: Partial<Compile> = {
  createSynonym(s, sql) {
    ignored(sql, 'replaceIfExists', s.replace || undefined);
    ignored(sql, 'private', s.private || undefined);
    return [`CREATE SYNONYM ${sql.object(s.synonym, 'synonym')} FOR ${sql.object(s.object, 'table')}`];
  },
  dropSynonym(s, sql) {
    ignored(sql, 'private', s.private || undefined);
    return [`DROP SYNONYM ${sql.object(s.synonym, 'synonym')}`];
  },
};
