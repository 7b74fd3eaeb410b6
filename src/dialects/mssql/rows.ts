import { insertSql, keySql, updatedColumns, updateSql } from '../ansi/rows.js';
import type { Compile } from '../dialect.js';

/** Rows. Source: Liquibase `InsertOrUpdateGeneratorMSSQL` (4.28.0). */
export const rows: Partial<Compile> = {
  upsert(s, sql) {
    const [key, columns, table] = [keySql(s, sql), updatedColumns(s), sql.table(s.table)];
    const update = columns.length === 0 ? '' : `BEGIN\n${updateSql({ table: s.table, columns }, sql, key)};\nEND\n`;
    if (s.onlyUpdate) return update === '' ? [] : [update];
    const count = `DECLARE @reccount integer\nSELECT @reccount = count(*) FROM ${table} WHERE ${key}\nIF @reccount = 0\n`;
    return [`${count}BEGIN\n${insertSql(s, sql)};\nEND\n${update === '' ? '' : `ELSE\n${update}`}`];
  },
};
