import type { ObjectName } from '../../model/names.js';
import { addForeignKeySql, addPrimaryKeySql, addUniqueSql, dropConstraintSql } from '../ansi/constraints.js';
import { indexColumn } from '../ansi/indexes.js';
import { ignored, refuse } from '../attributes.js';
import type { Compile, SqlContext } from '../dialect.js';
import { storedPlace } from './stored-place.js';
import { unchecked } from './tables.js';

/** Constraints and indexes. Source: Liquibase's generators for Oracle (4.28.0). */
export const constraints: Partial<Compile> = {
  addPrimaryKey(s, sql) {
    if (s.clustered) refuse(sql, 'clustered="true" is not allowed on oracle', 'leave clustered out');
    const index = s.forIndex === undefined ? '' : ` USING INDEX ${sql.object(s.forIndex, 'index')}`;
    return [addPrimaryKeySql(s, sql) + index + unchecked(s.validate)];
  },
  dropPrimaryKey(s, sql) {
    ignored(sql, 'constraintName', s.constraintName);
    return [`ALTER TABLE ${sql.table(s.table)} DROP PRIMARY KEY ${s.dropIndex === false ? 'KEEP' : 'DROP'} INDEX`];
  },
  addUniqueConstraint(s, sql) {
    if (s.clustered) refuse(sql, 'clustered="true" is not allowed on oracle', 'leave clustered out');
    const checks = `${s.deferrable ? ' DEFERRABLE' : ''}${s.initiallyDeferred ? ' INITIALLY DEFERRED' : ''}${s.disabled ? ' DISABLE' : ''}`;
    const tablespace = s.tablespace?.trim() ?? '';
    // USING INDEX takes either an index or the attributes of a new one.
    const attributes = tablespace === '' ? '' : ` USING INDEX TABLESPACE ${s.tablespace}`;
    const index = s.forIndex === undefined ? attributes : ` USING INDEX ${sql.object(s.forIndex, 'index')}`;
    return [addUniqueSql(s, sql) + checks + index + unchecked(s.validate)];
  },
  dropUniqueConstraint: (s, sql) => [`${dropConstraintSql(s.table, s.constraintName, sql)} DROP INDEX`],
  addForeignKey(s, sql) {
    // Oracle has no ON UPDATE, and does by itself what RESTRICT and NO ACTION ask for.
    ignored(sql, 'onUpdate', s.onUpdate);
    const onDelete = /^(restrict|no action)$/i.test(s.onDelete ?? '') ? undefined : s.onDelete;
    return [addForeignKeySql({ ...s, onUpdate: undefined, onDelete }, sql) + unchecked(s.validate)];
  },
  dropAllForeignKeys: (s, sql) => [{ sql: dropKeysBlock(s.baseTable, sql), endDelimiter: '\n/' }],
  createIndex(s, sql) {
    if (standsBehindKey(s.associatedWith)) return [];
    const name = s.index === undefined ? '' : `${sql.object({ ...s.table, name: s.index }, 'index')} `;
    const columns = s.columns.map((column) => indexColumn(column, sql)).join(', ');
    const on = `ON ${s.clustered ? 'CLUSTER ' : ''}${sql.table(s.table)}(${columns})`;
    const tablespace = s.tablespace?.trim() ?? '';
    return [`CREATE ${s.unique ? 'UNIQUE ' : ''}INDEX ${name}${on}${tablespace === '' ? '' : ` TABLESPACE ${s.tablespace}`}`];
  },
  dropIndex: (s, sql) => (standsBehindKey(s.associatedWith) ? [] : [`DROP INDEX ${sql.object({ ...s.table, name: s.index }, 'index')}`]),
};

/** A block that looks up the foreign keys of a table while it runs; for scripts that are written without a database. */
function dropKeysBlock(table: ObjectName, sql: SqlContext): string {
  const [owner, name] = storedPlace(table, sql);
  const schema = owner === undefined ? "SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')" : sql.string(owner);
  const drop = sql.string(`ALTER TABLE ${sql.table(table)} DROP CONSTRAINT "`);
  return `BEGIN
  FOR foreign_key IN (
    SELECT constraint_name FROM all_constraints WHERE constraint_type = 'R' AND owner = ${schema} AND table_name = ${sql.string(name)}
  ) LOOP
    EXECUTE IMMEDIATE ${drop} || foreign_key.constraint_name || '"';
  END LOOP;
END;`;
}

/** Oracle makes an index of its own for primary and unique keys, but none for foreign keys. */
function standsBehindKey(associatedWith: string | undefined): boolean {
  return (associatedWith ?? '').split(',').some((owner) => /^(primaryKey|uniqueConstraint)$/.test(owner.trim()));
}
