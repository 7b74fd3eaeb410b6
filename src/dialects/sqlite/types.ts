import { ansiTypes } from '../ansi/types.js';
import type { TypeTable } from '../data-types.js';
import { literalTable, spacedDate, untypedLiteral, type LiteralRules } from '../literals.js';

export const sqliteTypes: TypeTable = {
  ...ansiTypes,
  clob: () => 'TEXT',
  currency: () => 'REAL',
  datetime: () => 'TEXT',
  int: () => 'INTEGER',
  timestamp: () => 'TEXT',
  uuid: () => 'TEXT',
  xml: () => 'TEXT',
};

const rules: LiteralRules = {
  true: '1',
  false: '0',
  booleansAreNumbers: true,
  string: (text, sql) => sql.string(text),
  date: spacedDate,
  dateFunctions: ['CURRENT_TIMESTAMP'],
};
export const sqliteLiterals = literalTable(rules);
export const sqliteLiteral = untypedLiteral(rules, sqliteLiterals);
