import type { Statement } from '../../model/statement.js';
import { limits, ordered, sequenceName, startWith } from '../ansi/sequences.js';
import { disallow, ignored } from '../attributes.js';
import type { Compile } from '../dialect.js';

/** Sequences. Source: Liquibase's generators for Oracle (4.28.0), which leave a space after some words. */
export const sequences: Partial<Compile> = {
  createSequence(s, sql) {
    disallow(sql, 'dataType', s.dataType);
    return [`CREATE SEQUENCE ${sequenceName(s, sql)}${startWith(s)}${limits(s)}${cache(s)}${ordered(s)}${s.cycle ? ' CYCLE' : ''}`];
  },
  alterSequence(s, sql) {
    disallow(sql, 'dataType', s.dataType);
    const order = s.ordered === undefined ? '' : `${ordered(s)} `;
    const cycle = s.cycle === undefined ? '' : s.cycle ? ' CYCLE' : ' NOCYCLE';
    return [`ALTER SEQUENCE ${sequenceName(s, sql)}${limits(s)}${order}${cache(s)}${cycle}`];
  },
  // RENAME works on the session's own schema, so no qualifier may stand here.
  renameSequence(s, sql) {
    ignored(sql, 'catalogName', s.sequence.catalog);
    ignored(sql, 'schemaName', s.sequence.schema);
    return [`RENAME ${sql.name(s.sequence.name, 'sequence')} TO ${sql.name(s.newName, 'sequence')}`];
  },
};

const cache = (s: Statement<'createSequence' | 'alterSequence'>): string =>
  s.cacheSize === undefined ? '' : s.cacheSize === 0n ? ' NOCACHE ' : ` CACHE ${s.cacheSize}`;
