import type { CatalogPart, Effect } from '../../model/effect.js';
import type { ObjectName } from '../../model/names.js';
import { ddlEffect } from '../ddl-effect.js';
import type { SqlContext } from '../dialect.js';
import { statementWords } from '../statement-words.js';
import type { StepSql } from '../steps.js';
import { syntax } from './split.js';

const set = (...words: readonly string[]): ReadonlySet<string> => new Set(words);

const rows = set('INSERT', 'UPDATE', 'DELETE', 'MERGE', 'SELECT', 'WITH', 'LOCK', 'EXPLAIN', 'ROLLBACK', 'SAVEPOINT');
const maintenance = set('TRUNCATE', 'ANALYZE', 'GRANT', 'REVOKE', 'COMMENT', 'PURGE', 'AUDIT', 'NOAUDIT');
const ddl = set('CREATE', 'DROP', 'ALTER', 'RENAME');

/**
 * Each DDL statement commits before it and after it, and is done as a whole or not at all; what a PL/SQL block does nobody can tell.
 * Source: Oracle Database SQL Language Reference 19c, "Types of SQL Statements".
 */
function effect(sql: string): Effect {
  const words = statementWords(sql, syntax, (name) => name.toUpperCase());
  const verb = words.next;
  words.skip();
  if (rows.has(verb)) return { kind: 'covered' };
  if (verb === 'COMMIT') return { kind: 'commit' };
  if (verb === 'SET' || (verb === 'ALTER' && words.next === 'SESSION')) return { kind: 'session' };
  if (maintenance.has(verb)) return { kind: 'repeatable' };
  if (!ddl.has(verb)) return { kind: 'opaque', commitsBefore: false };
  if (verb === 'CREATE') {
    if (words.next === 'PRIVATE') return { kind: 'temporary' };
    words.take('GLOBAL', 'TEMPORARY');
  }
  return ddlEffect(verb, words) ?? { kind: 'opaque', commitsBefore: true };
}

const facts = ['DATA_TYPE', 'DATA_LENGTH', 'DATA_PRECISION', 'DATA_SCALE', 'NULLABLE', 'DEFAULT_LENGTH', 'CHAR_LENGTH'];
const columnFacts = facts.join(" || '|' || ");

/** Source: Oracle Database Reference 19c, static data dictionary views. The text of a default is a LONG, which no expression reads. */
function describePart(part: CatalogPart, sql: SqlContext): string {
  const owner = (name: ObjectName): string => {
    const given = name.schema ?? sql.defaultSchema ?? sql.defaultCatalog;
    return given === undefined ? "SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')" : sql.string(given);
  };
  const summary = (identity: string, view: string, ...conditions: readonly string[]): string =>
    `(SELECT COUNT(*) || ':' || NVL(SUM(ORA_HASH(${identity})), 0) FROM ${view} WHERE ${conditions.join(' AND ')})`;
  const is = (column: string, name: string): string => `${column} = ${sql.string(name)}`;
  const object = (name: ObjectName, type: string): string =>
    summary('OBJECT_ID', 'ALL_OBJECTS', `OWNER = ${owner(name)}`, is('OBJECT_NAME', name.name), is('OBJECT_TYPE', type));
  const ofTable = (table: ObjectName): readonly string[] => [`OWNER = ${owner(table)}`, is('TABLE_NAME', table.name)];
  switch (part.kind) {
    case 'columns':
      return summary(
        `COLUMN_NAME || '|' || ${columnFacts}`,
        'ALL_TAB_COLUMNS',
        ...ofTable(part.table),
        `COLUMN_NAME IN (${part.columns.map((name) => sql.string(name)).join(', ')})`,
      );
    case 'index':
      return object(part.name, 'INDEX');
    case 'constraint':
      return summary('CONSTRAINT_TYPE || STATUS || VALIDATED', 'ALL_CONSTRAINTS', ...ofTable(part.table), is('CONSTRAINT_NAME', part.name));
    case 'primaryKey':
      return summary('CONSTRAINT_NAME', 'ALL_CONSTRAINTS', ...ofTable(part.table), is('CONSTRAINT_TYPE', 'P'));
    case 'definition':
      return [
        object(part.table, 'TABLE'),
        summary(`COLUMN_NAME || '|' || COLUMN_ID || '|' || ${columnFacts}`, 'ALL_TAB_COLUMNS', ...ofTable(part.table)),
        summary('CONSTRAINT_NAME || CONSTRAINT_TYPE || STATUS || VALIDATED', 'ALL_CONSTRAINTS', ...ofTable(part.table)),
      ].join(" || ' ' || ");
    case 'event':
    case 'schema':
    case 'value':
      return "'0'";
    default:
      return object(part.name, part.kind.toUpperCase());
  }
}

export const steps: StepSql = {
  effect,
  fromNothing: ' FROM DUAL',
  describe: (parts, sql) => parts.map((part) => describePart(part, sql)).join(" || ';' || "),
};
