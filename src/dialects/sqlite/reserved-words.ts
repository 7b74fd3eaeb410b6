/** Words that SQLite takes for no name without quotes. Found by asking it; see https://www.sqlite.org/lang_keywords.html */
const refused = `
  ADD ALL ALTER AND AS AUTOINCREMENT BETWEEN CASE CAST CHECK COLLATE COMMIT CONSTRAINT CREATE CURRENT_DATE CURRENT_TIME
  CURRENT_TIMESTAMP DEFAULT DEFERRABLE DELETE DISTINCT DROP ELSE ESCAPE EXCEPT EXISTS FOREIGN FROM GROUP HAVING IF IN INDEX
  INSERT INTERSECT INTO IS ISNULL JOIN LIMIT NOT NOTHING NOTNULL NULL ON OR ORDER PRIMARY RAISE REFERENCES RETURNING SELECT SET
  TABLE THEN TO TRANSACTION UNION UNIQUE UPDATE USING VALUES WHEN WHERE
`;

/**
 * Words that SQLite would take, but that Liquibase quotes on a live database, because the JDBC driver lists them. Quoting them leaves the
 * definitions in the database as Liquibase leaves them. Source: `getSQLKeywords` of sqlite-jdbc 3.45.
 */
const listed = `
  ABORT ACTION AFTER ANALYZE ATTACH BEFORE CASCADE CONFLICT DATABASE DEFERRED DESC DETACH EXCLUSIVE EXPLAIN FAIL GLOB IGNORE
  INDEXED INITIALLY INSTEAD KEY OFFSET PLAN PRAGMA QUERY REGEXP REINDEX RENAME REPLACE RESTRICT TEMP TEMPORARY VACUUM VIEW
  VIRTUAL
`;

/** Upper-case words that are quoted. Liquibase 4.28.0 quotes none of the first list, and its statements fail on them. */
export const sqliteReserved: ReadonlySet<string> = new Set(`${refused} ${listed}`.trim().split(/\s+/));
