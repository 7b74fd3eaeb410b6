import type { ObjectName } from '../../model/names.js';
import type { Statement } from '../../model/statement.js';
import type { Compile, CompileLive, SqlContext } from '../dialect.js';
import { addForeignKeySql, addPrimaryKeySql, addUniqueSql, dropConstraintSql, uniqueTablespace } from '../ansi/constraints.js';
import { belongsToConstraint, createIndexSql, dropIndexSql } from '../ansi/indexes.js';
import { disallow, ignored, refuse } from '../attributes.js';
import { quoteName } from '../identifiers.js';

/** Constraints and indexes. Source: Liquibase's generators for PostgreSQL (4.28.0). */
export const constraints: Partial<Compile> = {
  addPrimaryKey(s, sql) {
    if (s.clustered && s.constraintName === undefined)
      refuse(sql, 'clustered="true" needs a constraintName on postgresql', 'name the primary key');
    ignored(sql, 'forIndexName', s.forIndex?.name);
    if (s.validate === false) ignored(sql, 'validate', false);
    const add = addPrimaryKeySql(s, sql);
    return s.clustered ? [add, cluster(s.table, s.constraintName ?? '', sql)] : [add];
  },
  dropPrimaryKey(s, sql) {
    ignored(sql, 'dropIndex', s.dropIndex);
    return [s.constraintName === undefined ? dropUnnamedKey(s, sql) : dropConstraintSql(s.table, s.constraintName, sql)];
  },
  addUniqueConstraint(s, sql) {
    if (s.clustered) disallow(sql, 'clustered', true);
    if (s.disabled) ignored(sql, 'disabled', true);
    if (s.validate === false) ignored(sql, 'validate', false);
    const checks = `${s.deferrable ? ' DEFERRABLE' : ''}${s.initiallyDeferred ? ' INITIALLY DEFERRED' : ''}`;
    const index = s.forIndex === undefined ? '' : ` USING INDEX ${sql.object(s.forIndex, 'index')}`;
    return [addUniqueSql(s, sql) + checks + index + uniqueTablespace(s, sql, index === '' ? ' USING INDEX' : '')];
  },
  dropAllForeignKeys: (s, sql) => [dropKeysBlock(sql.string(sql.table(s.baseTable)))],
  addForeignKey: (s, sql) => [addForeignKeySql(s, sql) + (s.validate === false ? ' NOT VALID ' : '')],
  dropIndex(s, sql) {
    ignored(sql, 'catalogName', s.table?.catalog);
    return belongsToConstraint(s.associatedWith) ? [] : [dropIndexSql(s, sql)];
  },
  createIndex(s, sql) {
    if (belongsToConstraint(s.associatedWith)) return [];
    // An index lies in its table's schema, which CREATE INDEX does not let one repeat.
    const create = createIndexSql(s, sql, s.index === undefined ? '' : sql.name(s.index, 'index'));
    return s.clustered ? [create, cluster(s.table, s.index ?? '', sql)] : [create];
  },
};

const cluster = (table: ObjectName, index: string, sql: SqlContext): string =>
  `CLUSTER ${sql.table(table)} USING ${sql.name(index, 'index')}`;

/** A block that looks up the name of the key while it runs. */
function dropUnnamedKey(s: Statement<'dropPrimaryKey'>, sql: SqlContext): string {
  const schema = s.table.schema ?? sql.defaultSchema;
  if (schema === undefined) sql.warn(`the schema of ${s.table.name} is not known: give schemaName, constraintName or a default schema`);
  const [schemaName, tableName] = [stored(schema ?? 'null', sql), stored(s.table.name, sql)];
  const quoted = `${schema === undefined ? 'null' : sql.name(schemaName, 'schema')}.${sql.name(tableName, 'table')}`;
  return `DO $$ DECLARE constraint_name varchar;
BEGIN
  SELECT tc.CONSTRAINT_NAME into strict constraint_name
    FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS tc
    WHERE CONSTRAINT_TYPE = 'PRIMARY KEY'
      AND TABLE_NAME = ${sql.string(tableName)} AND TABLE_SCHEMA = ${sql.string(schemaName)};
    EXECUTE 'alter table ${quoted} drop constraint "' || constraint_name || '"';
END $$;`;
}

/** A block that looks up the foreign keys of a table while it runs; for scripts that are written without a database. */
function dropKeysBlock(table: string): string {
  return `DO $$ DECLARE foreign_key name;
BEGIN
  FOR foreign_key IN
    SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = to_regclass(${table}) ORDER BY conname
  LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', ${table}, foreign_key);
  END LOOP;
END $$;`;
}

/** Statements that have to look up names of constraints. */
export const liveConstraints: CompileLive = {
  async dropAllForeignKeys(s, sql, live) {
    if (live === undefined) return undefined;
    const keys = await live.query<{ conname: string }>(
      "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = to_regclass(?) ORDER BY conname",
      [sql.table(s.baseTable)],
    );
    return keys.map(({ conname }) => dropStored(s.baseTable, conname, sql));
  },
  async dropUniqueConstraint(s, sql, live) {
    if (live === undefined || s.constraintName !== undefined || s.uniqueColumns === undefined) return undefined;
    const columns = s.uniqueColumns.split(',').map((name) => stored(name.trim(), sql));
    const found = await live.query<{ conname: string }>(
      `SELECT c.conname FROM pg_constraint c WHERE c.contype = 'u' AND c.conrelid = to_regclass(?)
         AND (SELECT array_agg(a.attname::text ORDER BY a.attname::text) FROM pg_attribute a
               WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey))
           = (SELECT array_agg(name ORDER BY name) FROM unnest(string_to_array(?, ',')) AS name)
       ORDER BY c.conname`,
      [sql.table(s.table), columns.join(',')],
    );
    const [first] = found;
    if (first === undefined) return refuse(sql, `${s.table.name} has no unique constraint on (${s.uniqueColumns})`);
    return [dropStored(s.table, first.conname, sql)];
  },
};

/** A stored name with capitals needs quotes, or the server would fold it. */
function dropStored(table: ObjectName, name: string, sql: SqlContext): string {
  const written = name === name.toLowerCase() ? sql.constraint(name) : quoteName(name, sql.dialect.identifiers);
  return `ALTER TABLE ${sql.table(table)} DROP CONSTRAINT ${written}`;
}

/** A name as the server stores it. */
const stored = (name: string, sql: SqlContext): string => (sql.column(name).startsWith('"') ? name : name.toLowerCase());
