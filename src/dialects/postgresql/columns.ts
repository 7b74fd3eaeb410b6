import type { Compile, SqlContext } from '../dialect.js';
import { columns as ansi, setNullable } from '../ansi/columns.js';
import { ignored } from '../attributes.js';

/** Columns of existing tables. Source: Liquibase's generators for PostgreSQL (4.28.0). */
export const columns: Partial<Compile> = {
  modifyDataType(s, sql) {
    const column = sql.column(s.column);
    const type = sql.type(s.newType).sql;
    return [`ALTER TABLE ${sql.table(s.table)} ALTER COLUMN ${column} TYPE ${type} USING (${column}::${type})`];
  },
  setNullable: setNullable((digit) => `B'${digit}'`),
  addDefaultValue(s, sql) {
    const set = ansi.addDefaultValue(s, sql);
    if (s.value.kind !== 'sequenceNext') return set;
    // Owned by the column, the sequence goes when the table goes.
    const sequence = sql.object({ schema: s.value.schema, name: s.value.sequence }, 'sequence');
    return [...set, `ALTER SEQUENCE ${sequence} OWNED BY ${sql.table(s.table)}.${sql.column(s.column)}`];
  },
  dropDefaultValue: (s, sql) => [`ALTER TABLE ${sql.table(s.table)} ALTER COLUMN ${sql.column(s.column)} DROP DEFAULT`],
  addAutoIncrement(s, sql) {
    ignored(sql, 'generationType', s.identity.generationType);
    ignored(sql, 'defaultOnNull', s.identity.defaultOnNull);
    const name = sequenceName(s.table.name, s.column, sql);
    const { table, column, type, identity } = s;
    const schema = table.schema ?? sql.defaultSchema;
    return [
      ...sql.render({
        kind: 'createSequence',
        sequence: { ...table, name },
        startValue: identity.startWith,
        incrementBy: identity.incrementBy,
      }),
      ...sql.render({ kind: 'setNullable', table, column, nullable: false }),
      ...sql.render({ kind: 'addDefaultValue', table, column, type, value: { kind: 'sequenceNext', sequence: name, schema } }),
    ];
  },
};

/** `table_column_seq` as the server would name it: in lower case, unless one of the names keeps its case by quotes. */
function sequenceName(table: string, column: string, sql: SqlContext): string {
  const name = `${table}_${column}_seq`;
  const quoted = [table, column].some((part) => sql.name(part, 'table').startsWith('"'));
  return quoted ? name : name.toLowerCase();
}
