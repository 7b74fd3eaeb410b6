import { named } from './unmodelled-types.js';

/**
 * The statements that make wrappers, servers and tables of foreign data, as SQL expressions: `o` is the row of the object's catalog, `n` that of
 * its schema. User mappings hold passwords, and are told by name alone. https://www.postgresql.org/docs/current/ddl-foreign-data.html
 */

/** ` OPTIONS (…)`, from an array of `name=value`. */
const options = (array: string): string =>
  `COALESCE((SELECT format(' OPTIONS (%s)', string_agg(format('%I %L', split_part(e, '=', 1), substr(e, strpos(e, '=') + 1)), ', ' ORDER BY at))
    FROM unnest(${array}) WITH ORDINALITY AS e(e, at) HAVING count(*) > 0), '')`;

/** The statement, unless an option is called like a secret: what is told ends up in files. */
const unlessSecret = (array: string, statement: string): string =>
  `CASE WHEN EXISTS (SELECT FROM unnest(${array}) AS e(e) WHERE e ~* '^[^=]*(passw|secret|token|credential|access_?key|api_?key)') THEN NULL ELSE ${statement} END`;

export const wrapperDefinition = unlessSecret(
  'o.fdwoptions',
  `format('CREATE FOREIGN DATA WRAPPER %I%s%s', o.fdwname,
  COALESCE(' HANDLER ' || NULLIF(o.fdwhandler, 0)::regproc, '') || COALESCE(' VALIDATOR ' || NULLIF(o.fdwvalidator, 0)::regproc, ''), ${options('o.fdwoptions')})`,
);

export const serverDefinition = unlessSecret(
  'o.srvoptions',
  `format('CREATE SERVER %I%s%s FOREIGN DATA WRAPPER %I%s', o.srvname, ' TYPE ' || quote_literal(o.srvtype),
  ' VERSION ' || quote_literal(o.srvversion), (SELECT w.fdwname FROM pg_catalog.pg_foreign_data_wrapper w WHERE w.oid = o.srvfdw), ${options('o.srvoptions')})`,
);

const collation = `(SELECT ' COLLATE ' || c.oid::regcollation FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  WHERE c.oid = a.attcollation AND c.oid <> t.typcollation)`;
const computed = `(SELECT CASE WHEN a.attgenerated = '' THEN ' DEFAULT ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid)
    ELSE ' GENERATED ALWAYS AS (' || pg_catalog.pg_get_expr(d.adbin, d.adrelid) || ') STORED' END
  FROM pg_catalog.pg_attrdef d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum)`;
const column = `format('%I %s%s%s%s%s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), ${options('a.attfdwoptions')}, ${collation}, ${computed},
  CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END)`;
const parts = `ARRAY(SELECT ${column} FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attislocal ORDER BY a.attnum)
  || ARRAY(SELECT format('CONSTRAINT %I %s', k.conname, pg_catalog.pg_get_constraintdef(k.oid)) FROM pg_catalog.pg_constraint k
    WHERE k.conrelid = o.oid AND k.contype = 'c' AND k.conislocal ORDER BY k.conname COLLATE "C")`;
const parents = `(SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) FROM pg_catalog.pg_inherits i WHERE i.inhrelid = o.oid)`;
const remarks = `(SELECT string_agg(format(E';\\nCOMMENT ON COLUMN %s.%I IS %L', ${named('o.relname')}, a.attname, d.description), '' ORDER BY a.attnum)
  FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_description d ON d.objoid = o.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = a.attnum
  WHERE a.attrelid = o.oid AND a.attnum > 0)`;

/** A foreign table with its columns and checks. As a partition it has these from its parent. */
export const foreignTableDefinition = `(SELECT ${unlessSecret(
  'f.ftoptions',
  `format('CREATE FOREIGN TABLE %s%s SERVER %I%s%s', ${named('o.relname')},
    CASE WHEN o.relispartition THEN format(' PARTITION OF %s %s', ${parents}, pg_catalog.pg_get_expr(o.relpartbound, o.oid))
      ELSE format(' (%s)%s', array_to_string(${parts}, ', '), ' INHERITS (' || ${parents} || ')') END,
    s.srvname, ${options('f.ftoptions')}, ${remarks})`,
)}
  FROM pg_catalog.pg_foreign_table f JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = o.oid)`;
