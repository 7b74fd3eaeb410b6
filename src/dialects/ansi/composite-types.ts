import { refuse } from '../attributes.js';
import type { Compile, SqlContext } from '../dialect.js';

const none = (_s: unknown, sql: SqlContext) =>
  refuse(sql, `${sql.dialect.title} has no composite types`, 'restrict the changeset with dbms="postgresql"');

/** Composite types, which only PostgreSQL has in this form. */
export const compositeTypes: Pick<
  Compile,
  'createType' | 'alterType' | 'renameType' | 'renameTypeAttribute' | 'changeTypeOwner' | 'dropType'
> = { createType: none, alterType: none, renameType: none, renameTypeAttribute: none, changeTypeOwner: none, dropType: none };
