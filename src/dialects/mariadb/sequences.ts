import type { Compile } from '../dialect.js';
import { limits, sequenceName, startWith } from '../ansi/sequences.js';
import { disallow, ignored } from '../attributes.js';

/** Sequences. Source: Liquibase's generators for MariaDB (4.28.0). https://mariadb.com/kb/en/create-sequence/ */
export const sequences: Partial<Compile> = {
  createSequence(s, sql) {
    disallow(sql, 'dataType', s.dataType);
    ignored(sql, 'ordered', s.ordered);
    const cache = s.cacheSize === undefined ? '' : ` CACHE ${s.cacheSize}`;
    return [`CREATE SEQUENCE ${sequenceName(s, sql)}${limits(s)}${startWith(s)}${cache}${s.cycle === true ? ' CYCLE' : ''}`];
  },
  alterSequence(s, sql) {
    disallow(sql, 'dataType', s.dataType);
    ignored(sql, 'ordered', s.ordered);
    const cache = s.cacheSize === undefined ? '' : s.cacheSize === 0n ? ' NOCACHE' : ` CACHE ${s.cacheSize}`;
    const cycle = s.cycle === undefined ? '' : s.cycle ? ' CYCLE' : ' NOCYCLE';
    return [`ALTER SEQUENCE ${sequenceName(s, sql)}${limits(s)}${cache}${cycle}`];
  },
  renameSequence: (s, sql) => [`RENAME TABLE ${sequenceName(s, sql)} TO ${sql.object({ ...s.sequence, name: s.newName }, 'sequence')}`],
};
