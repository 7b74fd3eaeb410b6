// Prints a changelog of COUNT changesets: a table each fourth, then a column, an index and a row in it.
//   node test/bench/make-changelog.mjs 1000 xml > big.xml
const count = Number(process.argv[2] ?? 1000);
const format = process.argv[3] ?? 'xml';

const xmlChanges = (i) => {
  const table = `t${Math.floor((i - 1) / 4) + 1}`;
  return [
    `<createTable tableName="${table}"><column name="id" type="int"><constraints primaryKey="true" nullable="false"/></column><column name="name" type="varchar(50)"/></createTable>`,
    `<addColumn tableName="${table}"><column name="note" type="varchar(100)"/></addColumn>`,
    `<createIndex indexName="ix_${table}" tableName="${table}"><column name="name"/></createIndex>`,
    `<insert tableName="${table}"><column name="id" valueNumeric="1"/><column name="name" value="first"/></insert>`,
  ][(i - 1) % 4];
};

const yamlChanges = (i) => {
  const table = `t${Math.floor((i - 1) / 4) + 1}`;
  return [
    `createTable: {tableName: ${table}, columns: [{column: {name: id, type: int, constraints: {primaryKey: true, nullable: false}}}, {column: {name: name, type: varchar(50)}}]}`,
    `addColumn: {tableName: ${table}, columns: [{column: {name: note, type: varchar(100)}}]}`,
    `createIndex: {indexName: ix_${table}, tableName: ${table}, columns: [{column: {name: name}}]}`,
    `insert: {tableName: ${table}, columns: [{column: {name: id, valueNumeric: 1}}, {column: {name: name, value: first}}]}`,
  ][(i - 1) % 4];
};

const ids = Array.from({ length: count }, (_, i) => i + 1);
if (format === 'yaml') {
  console.log('databaseChangeLog:');
  for (const i of ids) console.log(`- changeSet:\n    id: ${i}\n    author: bench\n    changes:\n    - ${yamlChanges(i)}`);
} else {
  console.log(
    '<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">',
  );
  for (const i of ids) console.log(`<changeSet id="${i}" author="bench">${xmlChanges(i)}</changeSet>`);
  console.log('</databaseChangeLog>');
}
