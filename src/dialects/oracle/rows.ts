import { insertSql, keySql, updatedColumns, updateSql } from '../ansi/rows.js';
import type { Compile } from '../dialect.js';

/** Rows. Source: Liquibase `InsertOrUpdateGeneratorOracle` (4.28.0). */
export const rows: Partial<Compile> = {
  upsert(s, sql) {
    const [key, columns, table] = [keySql(s, sql), updatedColumns(s), sql.table(s.table)];
    const update = columns.length === 0 ? '' : updateSql({ table: s.table, columns }, sql, key);
    if (s.onlyUpdate) return update === '' ? [] : [update];
    const count = `DECLARE\n\tv_reccount NUMBER := 0;\nBEGIN\n\tSELECT COUNT(*) INTO v_reccount FROM ${table} WHERE ${key};\n`;
    const insert = `\tIF v_reccount = 0 THEN\n${insertSql(s, sql)};\n`;
    const block = `${count}${insert}${update === '' ? '' : `\tELSIF v_reccount = 1 THEN\n${update};\n`}END IF;\nEND;`;
    // Without a connection the slash that ends a block in a script belongs to the statement, as Liquibase writes it there.
    return [sql.live ? { sql: block, endDelimiter: '\n/' } : { sql: `${block}\n/`, endDelimiter: '' }];
  },
};
