/** Words that Liquibase 4.28.0 quotes on Oracle, upper case. */
export const oracleReserved: ReadonlySet<string> = new Set('DESC GROUP ORDER PASSWORD RESOURCE SESSION SIZE START UID USER'.split(' '));

/**
 * Words that are quoted too where there is a connection, since Liquibase then also asks the
 * driver, whose answer this is. Source: Oracle JDBC, `DatabaseMetaData.getSQLKeywords`.
 */
export const oracleReservedLive: ReadonlySet<string> = new Set([
  ...oracleReserved,
  ...`
  ACCESS ADD ALTER AUDIT CLUSTER COLUMN COMMENT COMPRESS CONNECT DATE DROP EXCLUSIVE FILE IDENTIFIED IMMEDIATE INCREMENT INDEX INITIAL
  INTERSECT LEVEL LOCK LONG MAXEXTENTS MINUS MODE NOAUDIT NOCOMPRESS NOWAIT NUMBER OFFLINE ONLINE PCTFREE PRIOR
`
    .trim()
    .split(/\s+/),
]);
