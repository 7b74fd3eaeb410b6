/**
 * Moments that the statements on their way to the database show. `statement` is how one begins that counts; the run dies before it, or, where
 * `after` is set, when it was executed and nobody knows yet. `upTo` says among how many of them one is picked.
 */
const ofChangeset = 'create (?:table|index)|alter table|rename table|insert into|update';
const itsTables = '[^\\n;]{0,40}?\\b(?:item|thing|slow|counter)\\d?\\b';

export const moments = {
  // SQLite's session lock is the exclusive lock of a file.
  'after the session lock only': { statement: 'select pg_try_advisory_lock|select get_lock\\(|begin exclusive', after: true, upTo: 1 },
  'before a statement': { statement: `(?:${ofChangeset})${itsTables}`, after: false, upTo: 12 },
  'after a statement': { statement: `(?:${ofChangeset})${itsTables}`, after: true, upTo: 12 },
  // MariaDB is told of the end of a changeset with one compound statement.
  'before the history row': { statement: '(?:begin not atomic )?insert into [^\\n]{0,40}databasechangelog[`"]? ', after: false, upTo: 6 },
  'before the release': {
    statement: 'update [^\\n]{0,40}databasechangeloglock[`"]? set [`"]?locked[`"]? = (?:false|0)\\b',
    after: false,
    upTo: 1,
  },
};

/** How any statement begins, to see where the one before it ends. */
export const anyStatement = '(?:begin not atomic )?(?:create|alter|rename|insert|update|select|delete|drop|begin|commit|set|reset)';
