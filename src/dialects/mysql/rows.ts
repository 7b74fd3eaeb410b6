import type { Value } from '../../model/value.js';
import type { Compile } from '../dialect.js';
import { insertSql, keySql, updatedColumns, updateSql } from '../ansi/rows.js';

/** Rows. Source: Liquibase `InsertOrUpdateGeneratorMySQL` (4.28.0). */
export const rows: Partial<Compile> = {
  upsert(s, sql) {
    const columns = updatedColumns(s);
    if (s.onlyUpdate) return columns.length === 0 ? [] : [updateSql({ table: s.table, columns }, sql, keySql(s, sql))];
    const literal = (value: Value): string => sql.literal(value.kind === 'null' ? { kind: 'string', text: 'NULL' } : value);
    const insert = insertSql(s, sql);
    if (columns.length === 0) return [insert.replace('INSERT INTO', 'INSERT IGNORE INTO')];
    const set = columns.map(({ name, value }) => `${sql.name(name, 'column')} = ${literal(value)}`).join(',');
    return [`${insert}\nON DUPLICATE KEY UPDATE ${set}`];
  },
};
