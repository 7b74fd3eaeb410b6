import type { Connection } from '../../src/dialects/driver.js';

/** Other schemas, extensions, and what is in the schema that every database has; tables first, for what belongs to a column goes only with it. */
const dropAll = `DO $$ DECLARE one text; BEGIN
  FOREACH one IN ARRAY (
    SELECT coalesce(array_agg(format('%s CASCADE', what) ORDER BY place), '{}') FROM (
      SELECT 1 AS place, format('SCHEMA %I', nspname) AS what FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')
      UNION ALL
      SELECT 2, format('EXTENSION IF EXISTS %I', extname) FROM pg_extension WHERE extname <> 'plpgsql'
      UNION ALL
      SELECT CASE type WHEN 'table' THEN 3 ELSE 4 END,
        format('%s IF EXISTS %s', CASE type WHEN 'composite type' THEN 'type' WHEN 'statistics object' THEN 'statistics' ELSE type END, identity)
        FROM pg_depend, LATERAL pg_identify_object(classid, objid, 0)
        WHERE refclassid = 'pg_namespace'::regclass AND refobjid = 'public'::regnamespace AND deptype = 'n'
    ) AS made
  ) LOOP
    EXECUTE 'DROP ' || one;
  END LOOP;
END $$`;

/** How many rows each catalog has, and what else a test can leave in a database. */
export async function postgresState(connection: Connection): Promise<string> {
  const { rows: catalogs } = await connection.queryRows(
    `SELECT relname FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r' AND NOT relisshared
      AND relname <> 'pg_statistic' ORDER BY 1`,
  );
  const counts = catalogs.map(([name]) => `SELECT '${name}', count(*)::text FROM pg_catalog.${name}`);
  const state = await connection.queryRows(
    [
      ...counts,
      "SELECT 'public', concat_ws(' ', nspowner::regrole, nspacl::text, obj_description(oid, 'pg_namespace')) FROM pg_namespace WHERE nspname = 'public'",
      `SELECT 'database', concat_ws(' ', datdba, datacl::text, datconnlimit, shobj_description(oid, 'pg_database'),
        (SELECT count(*) FROM pg_db_role_setting WHERE setdatabase = d.oid), (SELECT count(*) FROM pg_prepared_xacts WHERE database = datname),
        (SELECT count(*) FROM pg_stat_activity WHERE datid = d.oid)) FROM pg_database d WHERE datname = current_database()`,
    ].join(' UNION ALL '),
  );
  return JSON.stringify(state.rows);
}

/** Drops what tests make in a database. Whether it is as new then, its state tells. */
export async function emptyPostgres(connection: Connection): Promise<void> {
  await connection.execute({ sql: dropAll });
}
