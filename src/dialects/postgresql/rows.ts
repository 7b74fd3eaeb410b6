import type { Compile } from '../dialect.js';
import { insertSql, keySql, updatedColumns, updateSql } from '../ansi/rows.js';

/** Rows. Source: Liquibase `InsertOrUpdateGeneratorPostgres` (4.28.0). */
export const rows: Partial<Compile> = {
  upsert(s, sql) {
    const columns = updatedColumns(s);
    const key = keySql(s, sql);
    const table = sql.table(s.table);
    const update = columns.length > 0 ? updateSql({ table: s.table, columns }, sql, key) : `perform * from ${table} WHERE ${key}`;
    const insert = s.onlyUpdate ? '' : `IF not found THEN\n${insertSql(s, sql)};\nEND IF;\n`;
    const body = `BEGIN\n${update};\n${insert}END;\n`;
    const quote = dollarQuote(body);
    return [`DO\n${quote}\n${body}${quote}\nLANGUAGE plpgsql;`];
  },
};

/** A dollar quote that the text does not contain. */
function dollarQuote(text: string): string {
  let quote = '$$';
  for (let i = 0; text.includes(quote); i++) quote = `$row${i}$`;
  return quote;
}
