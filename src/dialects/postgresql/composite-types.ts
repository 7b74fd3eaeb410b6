import type { TypeAttribute } from '../../model/statement.js';
import type { Compile, SqlContext } from '../dialect.js';

/** Composite types. https://www.postgresql.org/docs/current/sql-altertype.html */
export const compositeTypes: Partial<Compile> = {
  createType: (s, sql) => [`CREATE TYPE ${sql.object(s.type, 'type')} AS (${s.attributes.map((one) => attribute(one, sql)).join(', ')})`],
  alterType(s, sql) {
    const actions = [
      ...s.add.map((one) => `ADD ATTRIBUTE ${attribute(one, sql)}${word(one.onCreate)}`),
      ...s.alter.map((one) => `ALTER ATTRIBUTE ${sql.column(one.name)} SET DATA TYPE ${dataType(one, sql)}${word(one.onUpdate)}`),
      ...s.drop.map((one) => `DROP ATTRIBUTE ${one.ifExists === true ? 'IF EXISTS ' : ''}${sql.column(one.name)}${word(one.onDelete)}`),
    ];
    return actions.length === 0 ? [] : [`ALTER TYPE ${sql.object(s.type, 'type')} ${actions.join(', ')}`];
  },
  renameType: (s, sql) => [`ALTER TYPE ${sql.object(s.type, 'type')} RENAME TO ${sql.name(s.newName, 'type')}`],
  renameTypeAttribute: (s, sql) => [
    `ALTER TYPE ${sql.object(s.type, 'type')} RENAME ATTRIBUTE ${sql.column(s.oldName)} TO ${sql.column(s.newName)}${word(s.onUpdate)}`,
  ],
  changeTypeOwner(s, sql) {
    const owner = /^(?:current_role|current_user|session_user)$/i.test(s.newOwner) ? s.newOwner : sql.name(s.newOwner, 'schema');
    return [`ALTER TYPE ${sql.object(s.type, 'type')} OWNER TO ${owner}`];
  },
  dropType: (s, sql) => [`DROP TYPE ${s.ifExists === true ? 'IF EXISTS ' : ''}${sql.object(s.type, 'type')}${word(s.onDelete)}`],
};

function attribute(one: TypeAttribute, sql: SqlContext): string {
  return `${sql.column(one.name)} ${dataType(one, sql)}`;
}

/** Collations are case-sensitive names, so they are always quoted. */
function dataType({ type, collation }: TypeAttribute, sql: SqlContext): string {
  const { open, close } = sql.dialect.identifiers;
  return collation === undefined ? type : `${type} COLLATE ${open}${collation.replaceAll(close, close + close)}${close}`;
}

const word = (text: string | undefined): string => (text === undefined ? '' : ` ${text}`);
