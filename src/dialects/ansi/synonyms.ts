import { refuse } from '../attributes.js';
import type { Compile } from '../dialect.js';

/** Synonyms, which only some databases have. */
export const synonyms: Pick<Compile, 'createSynonym' | 'dropSynonym'> = {
  createSynonym: (_s, sql) => refuse(sql, `${sql.dialect.title} has no synonyms`, 'create a view, or restrict the changeset with dbms'),
  dropSynonym: (_s, sql) => refuse(sql, `${sql.dialect.title} has no synonyms`, 'restrict the changeset with dbms'),
};
