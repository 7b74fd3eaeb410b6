import type { Statement } from '../../model/statement.js';
import { limits, sequenceName, startWith } from '../ansi/sequences.js';
import { disallow, ignored } from '../attributes.js';
import type { Compile, SqlContext } from '../dialect.js';
import { given } from '../identifiers.js';

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
  // Liquibase leaves the schema out, and the server then looks in that of the login.
  renameSequence(s, sql) {
    ignored(sql, 'catalogName', s.sequence.catalog);
    const own = given(s.sequence.schema) === undefined;
    const name = own ? sql.name(s.sequence.name, 'sequence') : sql.string(sql.object(s.sequence, 'sequence'));
    return [`sp_rename ${name} ,${sql.name(s.newName, 'sequence')}`];
  },
};

function check(s: Statement<'createSequence' | 'alterSequence'>, sql: SqlContext): void {
  disallow(sql, 'ordered', s.ordered);
  disallow(sql, 'dataType', s.dataType);
  ignored(sql, 'cacheSize', s.cacheSize);
}
