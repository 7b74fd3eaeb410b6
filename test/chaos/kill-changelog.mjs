/** The changelog that runs are killed in: 60 changesets of mixed DDL and data, none of which can be sent twice unnoticed. */

const slow = {
  postgresql: (table) => `CREATE TABLE ${table} AS SELECT n, pg_sleep(0.04) IS NULL AS waited FROM generate_series(1, 5) AS g(n)`,
  mariadb: (table) => `CREATE TABLE ${table} AS SELECT n, SLEEP(0.2) AS waited FROM counter WHERE n >= 0`,
  sqlite: (table) =>
    `CREATE TABLE ${table} AS WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 600000) SELECT max(n) AS n FROM g`,
};

/** What the last changeset of each six does. */
const alone = {
  // Between those that run in no transaction, the others follow each other in pipelines of up to 17.
  postgresql: (n) =>
    n % 3 === 0
      ? { sql: [`CREATE INDEX CONCURRENTLY item${n}_price ON item${n} (price)`], runInTransaction: false }
      : { sql: [`ALTER TABLE item${n} RENAME TO thing${n}`] },
  mariadb: (n) => ({
    sql: [`ALTER TABLE item${n} ADD COLUMN extra INT`, `UPDATE item${n} SET extra = 1`, `RENAME TABLE item${n} TO thing${n}`],
  }),
  sqlite: (n) => ({ sql: [`ALTER TABLE item${n} RENAME TO thing${n}`], runInTransaction: false }),
};

/**
 * @param {'postgresql' | 'mariadb' | 'sqlite'} dialect
 * @returns {string} JSON
 */
export function killChangelog(dialect) {
  const changesets = [];
  const add = (changes, more = {}) =>
    changesets.push({ changeSet: { id: String(changesets.length + 1), author: 'ann', ...more, changes } });
  const sql = (text) => ({ sql: { sql: text } });
  const column = (name, type, more = {}) => ({ column: { name, type, ...more } });
  for (let n = 0; n < 10; n++) {
    const tableName = `item${n}`;
    const columns = [
      column('id', 'int', { constraints: { primaryKey: true, nullable: false } }),
      column('name', 'varchar(20)'),
      column('price', 'int'),
    ];
    add([
      { createTable: { tableName, columns } },
      { createIndex: { tableName, indexName: `${tableName}_name`, columns: [column('name', undefined)] } },
      ...(n === 0 ? [{ createTable: { tableName: 'counter', columns: [column('n', 'int')] } }, sql('INSERT INTO counter VALUES (0)')] : []),
    ]);
    add([sql(`INSERT INTO ${tableName} (id, name, price) VALUES (1, 'cup', 3)`), sql('UPDATE counter SET n = n + 1')]);
    add([
      { addColumn: { tableName, columns: [column('stock', 'int', { defaultValueNumeric: 0 })] } },
      sql(`UPDATE ${tableName} SET stock = stock + 5`),
      { createIndex: { tableName, indexName: `${tableName}_stock`, columns: [column('stock', undefined)] } },
      sql('UPDATE counter SET n = n + 1'),
    ]);
    add([
      { renameColumn: { tableName, oldColumnName: 'name', newColumnName: 'title', columnDataType: 'varchar(20)' } },
      { modifyDataType: { tableName, columnName: 'title', newDataType: 'varchar(60)' } },
    ]);
    add([sql(`${slow[dialect](`slow${n}`)};\nINSERT INTO ${tableName} (id, title, price, stock) VALUES (2, 'plate', 7, 1)`)]);
    const { sql: texts, ...more } = alone[dialect](n);
    add([sql(texts.join(';\n')), sql('UPDATE counter SET n = n + 1')], more);
  }
  return `${JSON.stringify({ databaseChangeLog: changesets }, null, 1)}\n`;
}
