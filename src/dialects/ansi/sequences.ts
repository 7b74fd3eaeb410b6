import type { Statement } from '../../model/statement.js';
import { ignored, refuse } from '../attributes.js';
import type { Compile, SqlContext } from '../dialect.js';

/** Statements on sequences. Source: the generators of the same names in Liquibase (4.28.0). */
export const sequences: Pick<Compile, 'createSequence' | 'alterSequence' | 'renameSequence' | 'dropSequence'> = {
  createSequence(s, sql) {
    if (lacksSequences(s, sql)) return [];
    ignored(sql, 'cacheSize', s.cacheSize);
    const options = `${startWith(s)}${limits(s)}${s.ordered === true ? ' ORDER' : ''}${s.cycle === true ? ' CYCLE' : ''}`;
    return [`CREATE SEQUENCE ${sequenceName(s, sql)}${asType(s)}${options}`];
  },
  alterSequence(s, sql) {
    if (lacksSequences(s, sql)) return [];
    ignored(sql, 'cacheSize', s.cacheSize);
    ignored(sql, 'cycle', s.cycle);
    return [`ALTER SEQUENCE ${sequenceName(s, sql)}${asType(s)}${limits(s)}${ordered(s)}`];
  },
  renameSequence: (s, sql) => [`ALTER SEQUENCE ${sequenceName(s, sql)} RENAME TO ${sql.name(s.newName, 'sequence')}`],
  dropSequence: (s, sql) => (lacksSequences(s, sql) ? [] : [`DROP SEQUENCE ${sequenceName(s, sql)}`]),
};

/** Without sequences, creating, altering or dropping one is nothing but a warning, so that one changelog serves several databases. */
function lacksSequences(s: Statement<'createSequence' | 'alterSequence' | 'dropSequence'>, sql: SqlContext): boolean {
  if (sql.traits.sequences) return false;
  sql.warn(`${sql.dialect.title} has no sequences: nothing is done about ${s.sequence.name}`);
  return true;
}

/** The qualified name of a sequence. Throws PLAN_UNSUPPORTED_CHANGE where the database has none. */
export function sequenceName(
  s: Statement<'createSequence' | 'alterSequence' | 'renameSequence' | 'dropSequence'>,
  sql: SqlContext,
): string {
  if (!sql.traits.sequences) refuse(sql, `${sql.dialect.title} has no sequences`, 'restrict the changeset with dbms');
  return sql.object(s.sequence, 'sequence');
}

type Options = Statement<'createSequence' | 'alterSequence'>;

/** ` AS type`. */
export function asType(s: Options): string {
  return s.dataType === undefined ? '' : ` AS ${s.dataType}`;
}

/** ` START WITH n`. */
export function startWith(s: Options): string {
  return s.startValue === undefined ? '' : ` START WITH ${s.startValue}`;
}

/** ` INCREMENT BY n MINVALUE n MAXVALUE n`, as far as given. */
export function limits(s: Options): string {
  const increment = s.incrementBy === undefined ? '' : ` INCREMENT BY ${s.incrementBy}`;
  const minimum = s.minValue === undefined ? '' : ` MINVALUE ${s.minValue}`;
  return increment + minimum + (s.maxValue === undefined ? '' : ` MAXVALUE ${s.maxValue}`);
}

/** ` ORDER` or ` NOORDER`. */
export function ordered(s: Options): string {
  return s.ordered === undefined ? '' : s.ordered ? ' ORDER' : ' NOORDER';
}
