import type { ObjectKind, ObjectName } from '../model/names.js';
import type { Identifiers, SqlSettings } from './dialect.js';

/** A part written before a name. */
export type Qualifier = { readonly name: string; readonly kind: ObjectKind };

/**
 * Whether characters or meaning force quotes around a name, in every quoting strategy: a dash, a leading digit, a reserved word, or
 * anything but ASCII letters, digits and underscores. Source: Liquibase `AbstractJdbcDatabase.mustQuoteObjectName` (4.28.0).
 */
export function mustQuoteName(name: string, reserved: ReadonlySet<string>): boolean {
  return /^[0-9]|[^a-zA-Z0-9_]/.test(name) || reserved.has(name.toUpperCase());
}

/** The name in the dialect's quotes, whatever the strategy; quotes inside it are doubled. */
export function quoteName(name: string, { open, close }: Pick<Identifiers, 'open' | 'close'>): string {
  return open + name.replaceAll(close, close + close) + close;
}

/** One identifier as SQL: quoted where the strategy or the dialect asks for it. Source: `AbstractJdbcDatabase.escapeObjectName`. */
export function writeName(name: string, kind: ObjectKind, identifiers: Identifiers, sql: SqlSettings): string {
  if (identifiers.verbatim?.(name, kind, sql)) return name;
  if (identifiers.mustQuote(name, kind, sql) || sql.quoting === 'QUOTE_ALL_OBJECTS') return quoteName(name, identifiers).trim();
  return name.trim();
}

/**
 * The qualifiers of a dialect with schemas whose names take no catalog: the schema, or the default schema unless it is not to be
 * written. Source: `AbstractJdbcDatabase.escapeObjectName(catalog, schema, name, type)`.
 */
export function schemaQualifiers(name: ObjectName, sql: SqlSettings): readonly Qualifier[] {
  const schema = given(name.schema) ?? sql.defaultSchema;
  if (schema === undefined) return [];
  if (!sql.outputDefaultSchema && sameName(schema, sql.defaultSchema)) return [];
  return [{ name: schema, kind: 'schema' }];
}

/**
 * The qualifiers of a dialect without schemas, where the catalog is what others call a schema: the catalog, else the schema, else the
 * default. Source: as `schemaQualifiers`.
 */
export function catalogQualifiers(name: ObjectName, sql: SqlSettings): readonly Qualifier[] {
  const fallback = sql.defaultSchema ?? sql.defaultCatalog;
  const named = given(name.catalog) ?? given(name.schema);
  const catalog = named ?? fallback;
  if (catalog === undefined) return [];
  if (!sql.outputDefaultCatalog && sameName(catalog, fallback)) return [];
  return [{ name: catalog, kind: 'catalog' }];
}

/** The name without the spaces around it; undefined where nothing is left. */
export function given(name: string | undefined): string | undefined {
  return name?.trim() || undefined;
}

/** Names compared as Liquibase compares them with defaults: without regard to case. */
export function sameName(one: string, other: string | undefined): boolean {
  return other !== undefined && one.toLowerCase() === other.toLowerCase();
}
