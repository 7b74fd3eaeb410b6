import { ignored } from '../attributes.js';
import type { Compile, SqlContext } from '../dialect.js';
import type { ObjectName } from '../../model/names.js';

/** Synonyms: public ones belong to no schema. Source: Oracle Database SQL Language Reference, CREATE SYNONYM. */
export const synonyms: Partial<Compile> = {
  createSynonym(s, sql) {
    const name = s.private ? sql.object(s.synonym, 'synonym') : publicName(s.synonym, sql);
    const create = `CREATE ${s.replace === true ? 'OR REPLACE ' : ''}${s.private ? '' : 'PUBLIC '}SYNONYM`;
    return [`${create} ${name} FOR ${sql.object(s.object, 'table')}`];
  },
  dropSynonym: (s, sql) => [
    s.private ? `DROP SYNONYM ${sql.object(s.synonym, 'synonym')}` : `DROP PUBLIC SYNONYM ${publicName(s.synonym, sql)}`,
  ],
};

function publicName(synonym: ObjectName, sql: SqlContext): string {
  ignored(sql, 'synonymCatalogName of a public synonym', synonym.catalog);
  ignored(sql, 'synonymSchemaName of a public synonym', synonym.schema);
  return sql.name(synonym.name, 'synonym');
}
