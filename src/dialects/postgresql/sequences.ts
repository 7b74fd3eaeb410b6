import type { Compile } from '../dialect.js';
import { asType, limits, sequenceName, sequences as ansi, startWith } from '../ansi/sequences.js';
import { disallow, ignored } from '../attributes.js';
import { rewriteSql } from '../rewrite-sql.js';

/** Sequences. Source: Liquibase's generators for PostgreSQL (4.28.0). */
export const sequences: Partial<Compile> = {
  createSequence(s, sql) {
    disallow(sql, 'ordered', s.ordered);
    if (sql.version.major < 10) disallow(sql, 'dataType', s.dataType);
    // https://www.postgresql.org/docs/9.5/release-9-5.html
    const hasIfNotExists = sql.version.major > 9 || (sql.version.major === 9 && sql.version.minor >= 5);
    const cache = s.cacheSize === undefined || s.cacheSize === 0n ? '' : ` CACHE ${s.cacheSize}`;
    const name = `${hasIfNotExists ? ' IF NOT EXISTS ' : ''}${sequenceName(s, sql)}`;
    return [`CREATE SEQUENCE ${name}${asType(s)}${startWith(s)}${limits(s)}${cache}${s.cycle === true ? ' CYCLE' : ''}`];
  },
  alterSequence(s, sql) {
    ignored(sql, 'ordered', s.ordered);
    // A cache of one value is no cache; there is no NOCACHE here.
    const cache = s.cacheSize === undefined ? '' : ` CACHE ${s.cacheSize === 0n ? 1n : s.cacheSize}`;
    const cycle = s.cycle === undefined ? '' : s.cycle ? ' CYCLE' : ' NO CYCLE';
    return [`ALTER SEQUENCE ${sequenceName(s, sql)}${asType(s)}${limits(s)}${cache}${cycle}`];
  },
  dropSequence: (s, sql) => rewriteSql(ansi.dropSequence(s, sql), (text) => `${text} CASCADE`),
};
