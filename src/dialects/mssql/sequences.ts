import type { Statement } from '../../model/statement.js';
import { limits, sequenceName, startWith } from '../ansi/sequences.js';
import { disallow, ignored } from '../attributes.js';
import type { Compile, SqlContext } from '../dialect.js';

/** Sequences. Source: Liquibase's generators for SQL Server (4.28.0), which know no cache. */
export const sequences: Partial<Compile> = {
  createSequence(s, sql) {
    check(s, sql);
    return [`CREATE SEQUENCE ${sequenceName(s, sql)}${startWith(s)}${limits(s)}${s.cycle ? ' CYCLE' : ''}`];
  },
  alterSequence(s, sql) {
    check(s, sql);
    const cycle = s.cycle === undefined ? '' : s.cycle ? ' CYCLE' : ' NO CYCLE';
    return [`ALTER SEQUENCE ${sequenceName(s, sql)}${limits(s)}${cycle}`];
  },
  renameSequence: (s, sql) => [`sp_rename ${sql.name(s.sequence.name, 'sequence')} ,${sql.name(s.newName, 'sequence')}`],
};

function check(s: Statement<'createSequence' | 'alterSequence'>, sql: SqlContext): void {
  disallow(sql, 'ordered', s.ordered);
  disallow(sql, 'dataType', s.dataType);
  ignored(sql, 'cacheSize', s.cacheSize);
}
