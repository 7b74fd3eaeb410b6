/**
 * The statements that make objects of which columns and expressions are made, and which the server prints nowhere, as SQL expressions: `o` is
 * the row of the object's catalog, `n` that of its schema. Names are qualified but in the default schema, which is the search path.
 */

/** The name of an object, with its schema where that is not the default one. */
export const named = (name: string): string =>
  `(CASE WHEN n.nspname = current_schema() THEN '' ELSE quote_ident(n.nspname) || '.' END || quote_ident(${name}))`;

/** Source: https://www.postgresql.org/docs/current/catalog-pg-collation.html, whose columns have had several names. */
export function collationDefinition(version: number): string {
  const locale = version >= 17 ? 'o.colllocale' : version >= 15 ? 'o.colliculocale' : 'o.collcollate';
  const rules = version >= 16 ? "COALESCE(format(', rules = %L', o.collicurules), '')" : "''";
  return `CASE o.collprovider
    WHEN 'c' THEN format('CREATE COLLATION %s (lc_collate = %L, lc_ctype = %L)', ${named('o.collname')}, o.collcollate, o.collctype)
    WHEN 'i' THEN format('CREATE COLLATION %s (provider = icu, locale = %L%s%s)', ${named('o.collname')}, ${locale},
      CASE WHEN o.collisdeterministic THEN '' ELSE ', deterministic = false' END, ${rules})
    WHEN 'b' THEN format('CREATE COLLATION %s (provider = builtin, locale = %L)', ${named('o.collname')}, ${locale}) END`;
}

/**
 * A range with a canonical function is made in three steps around a shell type; its statement is not told.
 * Source: https://www.postgresql.org/docs/current/sql-createtype.html
 */
export function rangeDefinition(version: number): string {
  const multirange =
    version >= 14
      ? `(SELECT ', MULTIRANGE_TYPE_NAME = ' || r.rngmultitypid::regtype FROM pg_catalog.pg_type m WHERE m.oid = r.rngmultitypid AND m.typname <>
          CASE WHEN o.typname LIKE '%range%' THEN regexp_replace(o.typname, 'range', 'multirange') ELSE o.typname || '_multirange' END)`
      : 'NULL';
  return `(SELECT format('CREATE TYPE %s AS RANGE (SUBTYPE = %s%s%s%s%s)', ${named('o.typname')}, r.rngsubtype::regtype,
      (SELECT ', SUBTYPE_OPCLASS = ' || c.opcnamespace::regnamespace || '.' || quote_ident(c.opcname) FROM pg_catalog.pg_opclass c
        WHERE c.oid = r.rngsubopc AND NOT c.opcdefault),
      (SELECT ', COLLATION = ' || CASE WHEN c.collnamespace::regnamespace::text = quote_ident(current_schema()) THEN '' ELSE c.collnamespace::regnamespace || '.' END
          || quote_ident(c.collname)
        FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_type s ON s.oid = r.rngsubtype WHERE c.oid = r.rngcollation AND c.oid <> s.typcollation),
      ', SUBTYPE_DIFF = ' || NULLIF(r.rngsubdiff, 0)::regproc, ${multirange})
    FROM pg_catalog.pg_range r WHERE r.rngtypid = o.oid AND r.rngcanonical = 0)`;
}

/** A configuration with its dictionaries by kind of word: several statements. */
export const searchDefinition = `(SELECT format('CREATE TEXT SEARCH CONFIGURATION %s (PARSER = %s)', ${named('o.cfgname')}, quote_ident(p.prsname))
    || COALESCE((SELECT string_agg(format(E';\\nALTER TEXT SEARCH CONFIGURATION %s ADD MAPPING FOR %s WITH %s', ${named('o.cfgname')}, m.words, m.dicts),
         '' ORDER BY m.words)
       FROM (SELECT string_agg(t.alias, ', ' ORDER BY t.tokid) AS words, t.dicts
         FROM (SELECT k.tokid, k.alias, string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno) AS dicts
           FROM pg_catalog.pg_ts_config_map m JOIN pg_catalog.ts_token_type(o.cfgparser) k ON k.tokid = m.maptokentype
           WHERE m.mapcfg = o.oid GROUP BY k.tokid, k.alias) t GROUP BY t.dicts) m), '')
  FROM pg_catalog.pg_ts_parser p WHERE p.oid = o.cfgparser)`;
