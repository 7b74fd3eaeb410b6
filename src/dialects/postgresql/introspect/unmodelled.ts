import type { Unmodelled } from '../../../model/schema.js';
import { compareText } from '../../introspect/order.js';
import { FIRST_USER_OID, type Reader } from './reader.js';
import { foreignTableDefinition, serverDefinition, wrapperDefinition } from './unmodelled-foreign.js';
import { collationDefinition, named, rangeDefinition, searchDefinition } from './unmodelled-types.js';

interface UnmodelledRow {
  readonly catalog: string;
  readonly oid: number;
  readonly kind: string;
  readonly schema: string | null;
  readonly name: string;
  readonly table: string | null;
  readonly definition: string | null;
}

/**
 * Objects that the model has no place for, each kind from its own catalog: those of the schemas in scope, and those of the whole database
 * that users made. Extensions bring many of them along; these come with the extension.
 * Source: https://www.postgresql.org/docs/current/catalogs-overview.html
 */
export async function readUnmodelled(reader: Reader): Promise<readonly Unmodelled[]> {
  const rows = await reader.query<UnmodelledRow>(
    [...inSchemas(reader), ...ofTheDatabase]
      .map(
        ({ catalog, kind, name, schema, table, definition, from, where }) =>
          `SELECT '${catalog}' AS catalog, o.oid::bigint AS oid, ${kind} AS kind, ${schema ?? 'NULL'}::text AS schema, ${name}::text AS name,
             ${table ?? 'NULL'}::text AS table, ${definition ?? 'NULL'} AS definition FROM ${from} WHERE ${where}`,
      )
      .join(' UNION ALL '),
  );
  return rows
    .filter(({ catalog, oid }) => !reader.isBrought(catalog, oid))
    .map(({ catalog, oid, kind, schema, name, table, definition }) => ({
      kind,
      schema: schema ?? undefined,
      name,
      table: table ?? undefined,
      definition: definition === null ? undefined : `${definition}${remarksOn(reader, { catalog, oid, kind, schema, name, table })}`,
    }))
    .sort((one, other) => compareText(sortKey(one), sortKey(other)));
}

/** The statement behind the one that makes an object, which gives it its remarks. https://www.postgresql.org/docs/current/sql-comment.html */
function remarksOn(reader: Reader, { catalog, oid, kind, schema, name, table }: Omit<UnmodelledRow, 'definition'>): string {
  const text = reader.remarks(catalog, oid);
  const word = commented[kind];
  if (text === undefined || word === undefined) return '';
  const place = schema === null || schema === reader.defaultSchema ? '' : `${quoted(schema)}.`;
  const what = table === null ? `${place}${quoted(name)}` : `${quoted(name)} ON ${place}${quoted(table)}`;
  return `;\nCOMMENT ON ${word} ${what} IS ${literal(text)}`;
}

const commented: Readonly<Record<string, string>> = {
  'foreign data wrapper': 'FOREIGN DATA WRAPPER',
  'foreign server': 'SERVER',
  'event trigger': 'EVENT TRIGGER',
  'foreign table': 'FOREIGN TABLE',
  collation: 'COLLATION',
  'text search configuration': 'TEXT SEARCH CONFIGURATION',
  'text search dictionary': 'TEXT SEARCH DICTIONARY',
  'range type': 'TYPE',
  statistics: 'STATISTICS',
  rule: 'RULE',
  policy: 'POLICY',
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `${text.includes('\\') ? 'E' : ''}'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

const sortKey = ({ kind, schema, table, name }: Unmodelled): string => JSON.stringify([kind, schema ?? '', table ?? '', name]);

/** Where one kind of object is found, as SQL; `o` is the row of its catalog. */
interface Source {
  readonly catalog: string;
  readonly kind: string;
  readonly name: string;
  readonly schema?: string;
  readonly table?: string;
  readonly definition?: string;
  readonly from: string;
  readonly where: string;
}

function inSchemas(reader: Reader): readonly Source[] {
  const ofSchema = (
    catalog: string,
    kind: string,
    prefix: string,
    more: Partial<Pick<Source, 'name' | 'definition' | 'where' | 'kind'>> = {},
  ): Source => {
    const scope = reader.inScope(`o.${prefix}namespace`);
    return {
      catalog,
      kind: `'${kind}'`,
      name: `o.${prefix}name`,
      schema: 'n.nspname',
      from: `pg_catalog.${catalog} o JOIN pg_catalog.pg_namespace n ON n.oid = o.${prefix}namespace`,
      ...more,
      where: more.where === undefined ? scope : `${scope} AND ${more.where}`,
    };
  };
  const ofTable = (catalog: string, kind: string, name: string, table: string, definition: string, where = 'true'): Source => ({
    catalog,
    kind: `'${kind}'`,
    name: `o.${name}`,
    schema: 'n.nspname',
    table: 'c.relname',
    definition,
    from: `pg_catalog.${catalog} o JOIN pg_catalog.pg_class c ON c.oid = o.${table} JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`,
    where: `${reader.inScope('c.relnamespace')} AND ${where}`,
  });
  return [
    ofSchema('pg_class', 'foreign table', 'rel', { where: "o.relkind = 'f'", definition: foreignTableDefinition }),
    ofSchema('pg_proc', 'aggregate', 'pro', {
      name: `o.proname || '(' || pg_catalog.pg_get_function_identity_arguments(o.oid) || ')'`,
      where: "o.prokind = 'a'",
    }),
    ofSchema('pg_operator', 'operator', 'opr', {
      name: `o.oprname || '(' || COALESCE(NULLIF(o.oprleft, 0)::regtype::text, 'none') || ', ' || COALESCE(NULLIF(o.oprright, 0)::regtype::text, 'none') || ')'`,
    }),
    ofSchema('pg_opclass', 'operator class', 'opc'),
    ofSchema('pg_opfamily', 'operator family', 'opf'),
    ofSchema('pg_conversion', 'conversion', 'con'),
    ofSchema('pg_collation', 'collation', 'coll', { definition: collationDefinition(reader.version) }),
    ofSchema('pg_ts_config', 'text search configuration', 'cfg', { definition: searchDefinition }),
    ofSchema('pg_ts_dict', 'text search dictionary', 'dict', {
      definition: `(SELECT format('CREATE TEXT SEARCH DICTIONARY %s (TEMPLATE = %s%s)', ${named('o.dictname')}, p.tmplname, ', ' || o.dictinitoption) FROM pg_catalog.pg_ts_template p WHERE p.oid = o.dicttemplate)`,
    }),
    ofSchema('pg_ts_parser', 'text search parser', 'prs'),
    ofSchema('pg_ts_template', 'text search template', 'tmpl'),
    ofSchema('pg_statistic_ext', 'statistics', 'stx', {
      definition: `CASE WHEN n.nspname = current_schema() THEN replace(pg_catalog.pg_get_statisticsobjdef(o.oid), 'STATISTICS ' || quote_ident(n.nspname) || '.', 'STATISTICS ')
        ELSE pg_catalog.pg_get_statisticsobjdef(o.oid) END${
          reader.version >= 13
            ? ` || CASE WHEN o.stxstattarget >= 0 THEN format(E';\\nALTER STATISTICS %s SET STATISTICS %s', ${named('o.stxname')}, o.stxstattarget) ELSE '' END`
            : ''
        }`,
    }),
    ofSchema('pg_type', 'range type', 'typ', { where: "o.typtype = 'r'", definition: rangeDefinition(reader.version) }),
    ofSchema('pg_type', 'shell type', 'typ', { where: "o.typtype = 'p'" }),
    ofSchema('pg_type', 'base type', 'typ', { where: "o.typtype = 'b' AND o.typcategory <> 'A'" }),
    ofTable('pg_rewrite', 'rule', 'rulename', 'ev_class', ruleDefinition, "o.rulename <> '_RETURN'"),
    {
      ...ofTable('pg_attrdef', 'view column default', 'oid', 'adrelid', viewDefault, "c.relkind = 'v'"),
      name: '(SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = o.adrelid AND a.attnum = o.adnum)',
    },
    {
      ...ofTable('pg_class', 'statistics of a view column', 'attname', 'attrelid', viewStatistics, "c.relkind = 'm' AND o.target >= 0"),
      from: `(SELECT a.attrelid AS oid, a.attrelid, a.attname, COALESCE(a.attstattarget, -1) AS target FROM pg_catalog.pg_attribute a WHERE a.attnum > 0) o
        JOIN pg_catalog.pg_class c ON c.oid = o.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`,
    },
    {
      ...ofTable(
        'pg_class',
        'remarks on an identity',
        'relname',
        'tbl',
        "format('COMMENT ON SEQUENCE %s IS %L', o.oid::regclass, o.description)",
      ),
      from: `(SELECT s.oid, s.relname, d.refobjid AS tbl, t.description FROM pg_catalog.pg_class s
        JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = s.oid AND d.deptype = 'i' AND d.refobjsubid > 0
        JOIN pg_catalog.pg_description t ON t.classoid = 'pg_catalog.pg_class'::regclass AND t.objoid = s.oid AND t.objsubid = 0 WHERE s.relkind = 'S') o
        JOIN pg_catalog.pg_class c ON c.oid = o.tbl JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`,
    },
    // It follows the trigger of the parent otherwise.
    ...(reader.version < 13
      ? []
      : [
          ofTable(
            'pg_trigger',
            'state of a partition trigger',
            'tgname',
            'tgrelid',
            'NULL',
            'o.tgparentid <> 0 AND o.tgenabled <> (SELECT p.tgenabled FROM pg_catalog.pg_trigger p WHERE p.oid = o.tgparentid)',
          ),
        ]),
    ofTable('pg_policy', 'policy', 'polname', 'polrelid', policyDefinition),
  ];
}

/** A rule with the statement that turns it off, or on for replication too. */
const ruleDefinition = `rtrim(pg_catalog.pg_get_ruledef(o.oid, true), ';') || CASE WHEN o.ev_enabled = 'O' THEN ''
  ELSE format(E';\\nALTER TABLE %s %s RULE %I', o.ev_class::regclass,
    CASE o.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, o.rulename) END`;

const viewStatistics = `format('ALTER MATERIALIZED VIEW %s ALTER COLUMN %I SET STATISTICS %s', o.oid::regclass, o.attname, o.target)`;

const viewDefault = `format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', o.adrelid::regclass,
  (SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = o.adrelid AND a.attnum = o.adnum), pg_catalog.pg_get_expr(o.adbin, o.adrelid))`;

const policyDefinition = `format('CREATE POLICY %I ON %s%s%s TO %s%s%s', o.polname, o.polrelid::regclass,
  CASE WHEN o.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END,
  CASE o.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE' WHEN 'd' THEN ' FOR DELETE' ELSE '' END,
  (SELECT string_agg(CASE WHEN r.oid = 0 THEN 'PUBLIC' ELSE quote_ident(pg_catalog.pg_get_userbyid(r.oid)) END, ', ') FROM unnest(o.polroles) AS r(oid)),
  ' USING (' || pg_catalog.pg_get_expr(o.polqual, o.polrelid) || ')', ' WITH CHECK (' || pg_catalog.pg_get_expr(o.polwithcheck, o.polrelid) || ')')`;

const eventTriggerDefinition = `format('CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %s()', o.evtname, o.evtevent,
  (SELECT format(' WHEN TAG IN (%s)', string_agg(quote_literal(t), ', ')) FROM unnest(o.evttags) AS t HAVING count(*) > 0), o.evtfoid::regproc)
  || CASE o.evtenabled WHEN 'O' THEN '' ELSE format(E';\\nALTER EVENT TRIGGER %I %s', o.evtname,
    CASE o.evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END) END`;

const database = (catalog: string, kind: string, name: string, more: Partial<Source> = {}): Source => ({
  catalog,
  kind: `'${kind}'`,
  name: `o.${name}`,
  from: `pg_catalog.${catalog} o`,
  where: `o.oid >= ${FIRST_USER_OID}`,
  ...more,
});

const ofTheDatabase: readonly Source[] = [
  database('pg_event_trigger', 'event trigger', 'evtname', { definition: eventTriggerDefinition }),
  database('pg_foreign_data_wrapper', 'foreign data wrapper', 'fdwname', { definition: wrapperDefinition }),
  database('pg_foreign_server', 'foreign server', 'srvname', { definition: serverDefinition }),
  // The catalog itself is for superusers only; the view shows everybody what they may see.
  database('pg_user_mapping', 'user mapping', 'umuser', {
    name: "COALESCE(o.usename, 'PUBLIC') || ' on ' || o.srvname",
    from: '(SELECT umid AS oid, usename, srvname FROM pg_catalog.pg_user_mappings) o',
  }),
  database('pg_publication', 'publication', 'pubname'),
  database('pg_language', 'language', 'lanname'),
  database('pg_am', 'access method', 'amname'),
  database('pg_cast', 'cast', 'oid', { name: "o.castsource::regtype::text || ' as ' || o.casttarget::regtype::text" }),
  database('pg_transform', 'transform', 'oid', {
    name: "o.trftype::regtype::text || ' for ' || (SELECT l.lanname FROM pg_catalog.pg_language l WHERE l.oid = o.trflang)",
  }),
  database('pg_default_acl', 'default privileges', 'oid', {
    name: "pg_catalog.pg_get_userbyid(o.defaclrole) || ' ' || o.defaclobjtype::text || COALESCE(' in ' || NULLIF(o.defaclnamespace, 0)::regnamespace::text, '')",
  }),
  // Subscriptions are of the whole server, and only superusers may read them all.
  database('pg_subscription', 'subscription', 'subname', {
    where: 'o.subdbid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())',
  }),
];
