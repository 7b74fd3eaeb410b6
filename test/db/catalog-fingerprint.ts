import type { DialectName } from '../../src/dialects/dialect.js';
import type { Connection } from '../../src/dialects/driver.js';

/** What a database holds, as sorted lines that two moments or two databases can be compared by. */
export interface Fingerprint {
  /** Tables, columns, constraints, indexes, sequences, views, routines, triggers and types. */
  readonly catalog: readonly string[];
  /** The rows of all tables. */
  readonly rows: readonly string[];
}

type Describe = (connection: Connection) => Promise<readonly string[]>;

interface Looks {
  readonly catalog: Describe;
  /** Names of the tables that hold rows, each with its list of columns, as SQL. */
  readonly tables: (connection: Connection) => Promise<readonly { readonly name: string; readonly quoted: string }[]>;
}

const isTracking = (name: string): boolean => /^databasechangelog(?:lock|step)?$/i.test(name);

/** Names and columns of the tracking tables, in whatever spelling, and their rows. */
export async function trackingFingerprint(connection: Connection, dialect: DialectName): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, quoted } of (await looksOf[dialect]?.tables(connection)) ?? []) {
    if (!/^databasechangelog/i.test(name)) continue;
    const { columns, rows } = await connection.queryRows(`SELECT * FROM ${quoted}`);
    found.push(
      `${name} (${columns.join(', ')})`,
      ...rows.map((row) => `${name}: ${row.map((value) => value ?? 'NULL').join(' | ')}`).toSorted(),
    );
  }
  return found;
}

/** Everything in the session's schema but the tracking tables. The queries are the test's own, so that nothing is proved by itself. */
export async function fingerprint(connection: Connection, dialect: DialectName): Promise<Fingerprint> {
  const looks = looksOf[dialect];
  if (looks === undefined) throw new Error(`no catalog queries for ${dialect}`);
  const catalog = [...(await looks.catalog(connection))].sort();
  const rows: string[] = [];
  for (const { name, quoted } of await looks.tables(connection)) {
    if (isTracking(name)) continue;
    const found = await connection.queryRows(`SELECT * FROM ${quoted}`);
    rows.push(...found.rows.map((row) => `${name} ${found.columns.map((column, i) => `${column}=${row[i] ?? 'NULL'}`).join(' ')}`));
  }
  return { catalog, rows: rows.sort() };
}

/** Runs a query of columns `what` (the kind of line), `owner` (the table, or '') and further ones, as lines. */
async function lines(connection: Connection, what: string, sql: string): Promise<readonly string[]> {
  const { rows } = await connection.queryRows(sql);
  return rows.filter(([owner]) => !isTracking(owner ?? '')).map((row) => `${what} ${row.map((value) => value ?? '-').join(' | ')}`);
}

async function all(connection: Connection, queries: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [what, sql] of Object.entries(queries)) found.push(...(await lines(connection, what, sql)));
  return found;
}

const inSchema = 'IN (SELECT oid FROM pg_namespace WHERE nspname = current_schema())';

const postgresql: Looks = {
  catalog: (connection) =>
    all(connection, {
      relation: `SELECT relname, relkind, relpersistence, obj_description(oid, 'pg_class') FROM pg_class WHERE relnamespace ${inSchema} AND relkind <> 'i' AND relkind <> 'S'`,
      column: `SELECT c.relname, row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
          pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated, a.attcollation::regcollation, col_description(c.oid, a.attnum)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace ${inSchema} AND c.relkind IN ('r', 'v', 'm', 'c', 'p') AND a.attnum > 0 AND NOT a.attisdropped`,
      constraint: `SELECT conrelid::regclass, conname, contype, pg_get_constraintdef(oid), convalidated FROM pg_constraint WHERE connamespace ${inSchema}`,
      index: `SELECT i.indrelid::regclass, pg_get_indexdef(i.indexrelid), obj_description(i.indexrelid, 'pg_class') FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE c.relnamespace ${inSchema} AND i.indrelid::regclass::text !~* 'databasechangelog'`,
      sequence: `SELECT sequencename, data_type, start_value, increment_by, min_value, max_value, cache_size, cycle FROM pg_sequences WHERE schemaname = current_schema()`,
      view: `SELECT viewname, definition FROM pg_views WHERE schemaname = current_schema()`,
      routine: `SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace ${inSchema}`,
      trigger: `SELECT tgrelid::regclass, tgname, pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE NOT tgisinternal`,
      type: `SELECT t.typname, t.typtype, pg_get_userbyid(t.typowner) FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid WHERE c.relkind = 'c' AND t.typnamespace ${inSchema}`,
    }),
  async tables(connection) {
    const { rows } = await connection.queryRows(
      `SELECT relname, quote_ident(relname) FROM pg_class WHERE relnamespace ${inSchema} AND relkind = 'r' ORDER BY 1`,
    );
    return rows.map(([name, quoted]) => ({ name: name ?? '', quoted: quoted ?? '' }));
  },
};

const mysql: Looks = {
  async catalog(connection) {
    const found = await all(connection, {
      relation: `SELECT table_name, table_type, engine, table_collation, table_comment FROM information_schema.tables WHERE table_schema = DATABASE()`,
      column: `SELECT table_name, ordinal_position, column_name, column_type, is_nullable, column_default, extra, collation_name, column_comment
        FROM information_schema.columns WHERE table_schema = DATABASE()`,
      constraint: `SELECT table_name, constraint_name, constraint_type FROM information_schema.table_constraints WHERE table_schema = DATABASE()`,
      foreign: `SELECT k.table_name, k.constraint_name, k.ordinal_position, k.column_name, k.referenced_table_name, k.referenced_column_name, r.update_rule, r.delete_rule
        FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r
          ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name
        WHERE k.table_schema = DATABASE() AND r.constraint_schema = DATABASE()`,
      check: `SELECT table_name, constraint_name, check_clause FROM information_schema.check_constraints WHERE constraint_schema = DATABASE()`,
      index: `SELECT table_name, index_name, seq_in_index, column_name, non_unique, collation, sub_part, index_type FROM information_schema.statistics WHERE table_schema = DATABASE()`,
      view: `SELECT table_name, REPLACE(view_definition, DATABASE(), '') FROM information_schema.views WHERE table_schema = DATABASE()`,
      routine: `SELECT routine_name, routine_type, dtd_identifier, routine_definition, is_deterministic, sql_data_access FROM information_schema.routines WHERE routine_schema = DATABASE()`,
      trigger: `SELECT event_object_table, trigger_name, action_timing, event_manipulation, action_statement FROM information_schema.triggers WHERE event_object_schema = DATABASE()`,
    });
    const { rows } = await connection.queryRows(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'SEQUENCE'`,
    );
    const sequences = rows.map(([name]) => name ?? '');
    const options = 'start_value, increment, minimum_value, maximum_value, cache_size, cycle_option';
    const details = sequences.map((name) => lines(connection, 'sequence', `SELECT '${name}', ${options} FROM \`${name}\``));
    return [...found, ...(await Promise.all(details)).flat()];
  },
  async tables(connection) {
    const { rows } = await connection.queryRows(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY 1`,
    );
    return rows.map(([name]) => ({ name: name ?? '', quoted: `\`${(name ?? '').replaceAll('`', '``')}\`` }));
  },
};

const sqlite: Looks = {
  async catalog(connection) {
    const found = await all(connection, {
      relation: `SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'`,
      column: `SELECT m.name, c.cid, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c
        WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%'`,
      foreign: `SELECT m.name, f.seq, f."table", f."from", f."to", f.on_update, f.on_delete FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`,
      index: `SELECT m.name, CASE WHEN i.origin = 'c' THEN i.name END, i."unique", i.origin, i.partial, x.seqno, x.name, x."desc"
        FROM sqlite_master m JOIN pragma_index_list(m.name) i JOIN pragma_index_xinfo(i.name) x WHERE m.type = 'table' AND x.key`,
      code: `SELECT tbl_name, name, sql FROM sqlite_master WHERE type IN ('view', 'trigger') OR (type = 'index' AND sql IS NOT NULL)`,
    });
    const { rows } = await connection.queryRows(`SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`);
    const text = rows.filter(([name]) => !isTracking(name ?? ''));
    const constraints = text.flatMap(([table, sql]) =>
      [...(sql ?? '').matchAll(/\bCONSTRAINT\s+("[^"]*"|\w+)|\bAUTOINCREMENT\b|\bCHECK\s*\(.*?\)/gi)].map(
        ([clause]) => `text ${table ?? ''} ${clause.replaceAll('"', '')}`,
      ),
    );
    return [...found, ...constraints];
  },
  async tables(connection) {
    const { rows } = await connection.queryRows(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1`,
    );
    return rows.map(([name]) => ({ name: name ?? '', quoted: `"${(name ?? '').replaceAll('"', '""')}"` }));
  },
};

const own = 's.name = SCHEMA_NAME() AND o.is_ms_shipped = 0';

const mssql: Looks = {
  catalog: (connection) =>
    all(connection, {
      relation: `SELECT o.name, o.type, CAST(e.value AS nvarchar(4000)) FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id
        LEFT JOIN sys.extended_properties e ON e.class = 1 AND e.major_id = o.object_id AND e.minor_id = 0 AND e.name = 'MS_Description'
        WHERE ${own} AND o.type IN ('U', 'V', 'SO', 'SN')`,
      column: `SELECT o.name, c.column_id, c.name, t.name, c.max_length, c.precision, c.scale, c.is_nullable, c.is_identity, d.definition, k.definition,
          CAST(e.value AS nvarchar(4000))
        FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.columns c ON c.object_id = o.object_id
        JOIN sys.types t ON t.user_type_id = c.user_type_id LEFT JOIN sys.default_constraints d ON d.object_id = c.default_object_id
        LEFT JOIN sys.computed_columns k ON k.object_id = c.object_id AND k.column_id = c.column_id
        LEFT JOIN sys.extended_properties e ON e.class = 1 AND e.major_id = o.object_id AND e.minor_id = c.column_id AND e.name = 'MS_Description'
        WHERE ${own} AND o.type IN ('U', 'V')`,
      check: `SELECT p.name, o.name, o.definition, o.is_disabled FROM sys.check_constraints o JOIN sys.objects p ON p.object_id = o.parent_object_id
        JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE ${own}`,
      foreign: `SELECT p.name, o.name, r.name, o.delete_referential_action_desc, o.update_referential_action_desc, x.constraint_column_id,
          COL_NAME(x.parent_object_id, x.parent_column_id), COL_NAME(x.referenced_object_id, x.referenced_column_id)
        FROM sys.foreign_keys o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.objects p ON p.object_id = o.parent_object_id
        JOIN sys.objects r ON r.object_id = o.referenced_object_id JOIN sys.foreign_key_columns x ON x.constraint_object_id = o.object_id WHERE ${own}`,
      index: `SELECT o.name, i.name, i.type_desc, i.is_unique, i.is_primary_key, i.is_unique_constraint, i.filter_definition, x.index_column_id,
          COL_NAME(x.object_id, x.column_id), x.is_descending_key, x.is_included_column
        FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.indexes i ON i.object_id = o.object_id
        JOIN sys.index_columns x ON x.object_id = i.object_id AND x.index_id = i.index_id WHERE ${own} AND o.type IN ('U', 'V')`,
      sequence: `SELECT o.name, CAST(q.start_value AS nvarchar(40)), CAST(q.increment AS nvarchar(40)), CAST(q.minimum_value AS nvarchar(40)),
          CAST(q.maximum_value AS nvarchar(40)), q.is_cycling, q.cache_size
        FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.sequences q ON q.object_id = o.object_id WHERE ${own}`,
      code: `SELECT OBJECT_NAME(o.parent_object_id), o.name, o.type, m.definition FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id
        JOIN sys.sql_modules m ON m.object_id = o.object_id WHERE ${own}`,
      synonym: `SELECT o.name, o.base_object_name FROM sys.synonyms o JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE ${own}`,
    }),
  async tables(connection) {
    const { rows } = await connection.queryRows(
      `SELECT o.name, QUOTENAME(o.name) FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE ${own} AND o.type = 'U' ORDER BY 1`,
    );
    return rows.map(([name, quoted]) => ({ name: name ?? '', quoted: quoted ?? '' }));
  },
};

const looksOf: Partial<Record<DialectName, Looks>> = { postgresql, mysql, mariadb: mysql, mssql, sqlite };
