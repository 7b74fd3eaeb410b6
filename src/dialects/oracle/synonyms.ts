import type { Compile } from '../dialect.js';

/** Synonyms: public ones belong to no schema. Source: Oracle Database SQL Language Reference, CREATE SYNONYM. */
export const synonyms: Partial<Compile> = {
  createSynonym(s, sql) {
    const name = s.private ? sql.object(s.synonym, 'synonym') : sql.name(s.synonym.name, 'synonym');
    const create = `CREATE ${s.replace === true ? 'OR REPLACE ' : ''}${s.private ? '' : 'PUBLIC '}SYNONYM`;
    return [`${create} ${name} FOR ${sql.object(s.object, 'table')}`];
  },
  dropSynonym: (s, sql) => [
    s.private ? `DROP SYNONYM ${sql.object(s.synonym, 'synonym')}` : `DROP PUBLIC SYNONYM ${sql.name(s.synonym.name, 'synonym')}`,
  ],
};
