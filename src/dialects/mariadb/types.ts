import type { TypeTable } from '../data-types.js';
import type { DatabaseVersion } from '../dialect.js';
import { literalTable, untypedLiteral } from '../literals.js';
import { mysqlRules, mysqlTypes } from '../mysql/types.js';

/** https://mariadb.com/kb/en/uuid-data-type/ */
const hasUuid = (version: DatabaseVersion): boolean => version.major >= 11 || (version.major === 10 && version.minor >= 7);

export const mariadbTypes: TypeTable = {
  ...mysqlTypes,
  boolean: (type, sql) => (/^bit/i.test(type.raw) ? mysqlTypes.boolean(type, sql) : 'TINYINT(1)'),
  uuid: (type, sql) => (hasUuid(sql.version) ? 'UUID' : mysqlTypes.uuid(type, sql)),
};

const rules = { ...mysqlRules, sequenceNext: (sequence: string) => `NEXT VALUE FOR ${sequence}` };
export const mariadbLiterals = literalTable(rules);
export const mariadbLiteral = untypedLiteral(rules, mariadbLiterals);
