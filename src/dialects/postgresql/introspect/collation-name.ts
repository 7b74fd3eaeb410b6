/** The name of a collation, a row of pg_collation; one of another schema has both names in quotes. */
export const collationName = (row: string): string =>
  `(SELECT CASE WHEN s.nspname IN ('pg_catalog', current_schema()) THEN ${row}.collname::text
    ELSE '"' || replace(s.nspname, '"', '""') || '"."' || replace(${row}.collname, '"', '""') || '"' END
    FROM pg_catalog.pg_namespace s WHERE s.oid = ${row}.collnamespace)`;
