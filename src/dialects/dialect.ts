import type { CatalogReader } from '../define/precondition.js';
import type { LiveSchema, Traits } from '../define/change.js';
import type { ObjectKind, ObjectName, ObjectQuotingStrategy } from '../model/names.js';
import type { Sql, Statement, StatementKind } from '../model/statement.js';
import type { Value } from '../model/value.js';
import type { Connection, Driver } from './driver.js';
import type { SqlSplitter } from './split-sql.js';

export type DialectName = 'postgresql' | 'mysql' | 'mariadb' | 'mssql' | 'oracle' | 'sqlite';

export interface DatabaseVersion {
  readonly major: number;
  readonly minor: number;
}

/** A type of the changelog resolved for one dialect. */
export interface ResolvedType {
  /** The type as SQL. */
  readonly sql: string;
  /** The type itself numbers its rows (serial, bigserial). */
  readonly autoIncrement: boolean;
  /** A value of this type as an SQL literal; e.g. `1` of a boolean type becomes TRUE where the dialect has booleans. */
  literal(value: Value): string;
}

/** What rendering one changeset's statements depends on besides the statements. */
export interface SqlSettings {
  readonly version: DatabaseVersion;
  readonly quoting: ObjectQuotingStrategy;
  readonly defaultCatalog?: string | undefined;
  readonly defaultSchema?: string | undefined;
  readonly outputDefaultCatalog: boolean;
  readonly outputDefaultSchema: boolean;
}

/** A dialect bound to settings: everything that `compile` functions need to write SQL. Made by `createSqlContext`. */
export interface SqlContext extends SqlSettings {
  readonly dialect: Dialect;
  readonly traits: Traits;
  /** One identifier, quoted where the strategy and the dialect ask for it. */
  name(name: string, kind: ObjectKind): string;
  /** A qualified name; catalog and schema appear only where the dialect writes them. */
  object(name: ObjectName, kind: ObjectKind): string;
  table(name: ObjectName): string;
  column(name: string): string;
  /** A comma-separated list of column names (with optional ASC or DESC), each quoted. */
  columnList(names: string): string;
  constraint(name: string): string;
  type(declared: string, options?: { autoIncrement?: boolean }): ResolvedType;
  /** A value without a declared type. */
  literal(value: Value): string;
  /** The text as a quoted string literal. */
  string(text: string): string;
  /** Renders another statement in the same context, for kinds made of others. */
  render(statement: Statement): readonly Sql[];
  warn(message: string): void;
}

/** One statement kind to SQL. A plain string is one SQL text with the dialect's own delimiter. */
export type Compile = {
  readonly [K in StatementKind]: (statement: Statement<K>, sql: SqlContext) => readonly (string | Sql)[];
};

/**
 * Statement kinds that may need the live schema: the answer, or undefined where the static rendering will do.
 * With `live` undefined (offline) an implementation that needs it throws PLAN_NEEDS_DATABASE.
 */
export type CompileLive = {
  readonly [K in StatementKind]?: (
    statement: Statement<K>,
    sql: SqlContext,
    live: Connection | undefined,
  ) => Promise<readonly (string | Sql)[] | undefined>;
};

/**
 * One database system. A dialect folder holds only differences: start from `ansi` (or a relative) with `override`, and give
 *  1. `name`, `aliases`, `traits`;
 *  2. identifiers: quote characters, reserved words, which catalog and schema parts appear (`object`);
 *  3. literals and data types (`types.ts`);
 *  4. `compile` for the statements whose SQL differs, `compileLive` for those that must look at the schema first;
 *  5. `tracking`: the column types of the tracking tables;
 *  6. `driver()`: a lazy import of the driver, and `catalog()`: existence queries.
 * See docs/adding-a-dialect.md.
 */
export interface Dialect {
  readonly name: DialectName;
  /** The product's name for people, e.g. PostgreSQL. */
  readonly title: string;
  /** Further names that a `dbms` attribute may use for it. */
  readonly aliases: readonly string[];
  readonly traits: Traits;
  readonly identifiers: Identifiers;
  /** Version assumed where an offline URL names none. */
  readonly defaultVersion: DatabaseVersion;
  resolveType(declared: string, sql: SqlContext, options: { autoIncrement?: boolean }): ResolvedType;
  /** A literal for a value whose column type is not known. */
  literal(value: Value, sql: SqlContext): string;
  readonly compile: Compile;
  readonly compileLive: CompileLive;
  readonly tracking: TrackingSql;
  readonly split: SqlSplitter;
  /** What a script prints after a statement. */
  readonly delimiter: string;
  readonly lineComment: string;
  /** Current timestamp expression. */
  readonly now: string;
  /** Loads the driver package. */
  driver(): Promise<Driver>;
  /** Existence questions about the live catalog. */
  catalog(connection: Connection, sql: SqlContext): CatalogReader;
  /** Columns of live tables, for changes that type values by the table (loadData). */
  liveSchema(connection: Connection, sql: SqlContext): LiveSchema;
  /** Values of the `database.*` changelog properties that depend on the dialect. */
  properties(sql: SqlContext): Readonly<Record<string, string>>;
}

export interface Identifiers {
  readonly open: string;
  readonly close: string;
  /** Upper-case words that are quoted. */
  readonly reserved: ReadonlySet<string>;
  /** Whether a name is quoted under LEGACY. The rules of the strategies themselves are shared. */
  mustQuote(name: string, kind: ObjectKind, sql: SqlSettings): boolean;
  /** Which of catalog and schema are written before a name, in order. */
  qualifiers(name: ObjectName, kind: ObjectKind, sql: SqlSettings): readonly { readonly name: string; readonly kind: ObjectKind }[];
  /** How the server stores an unquoted name. */
  readonly unquotedCase: 'lower' | 'upper' | 'keep';
}

/** How the tracking tables are created and named. Source: Liquibase's generators for the two tables. */
export interface TrackingSql {
  /** Table name as Liquibase writes it in this dialect, from the configured name (default DATABASECHANGELOG). */
  tableName(configured: string): string;
  /** Types of the tracking tables' columns. */
  readonly types: {
    readonly varchar: (length: number) => string;
    readonly timestamp: string;
    readonly integer: string;
    readonly boolean: string;
  };
  /** Literals of the LOCKED column. */
  readonly booleans: { readonly true: string; readonly false: string };
}

/** A dialect that differs from `base` in the given parts; `compile`, `compileLive`, `traits`, `identifiers` and `tracking` are merged key by key. */
export function override(base: Dialect, changes: DialectOverride): Dialect {
  return {
    ...base,
    ...changes,
    traits: { ...base.traits, ...changes.traits },
    identifiers: { ...base.identifiers, ...changes.identifiers },
    compile: { ...base.compile, ...changes.compile },
    compileLive: { ...base.compileLive, ...changes.compileLive },
    tracking: { ...base.tracking, ...changes.tracking },
  };
}

type Merged = 'traits' | 'identifiers' | 'compile' | 'compileLive' | 'tracking';
export type DialectOverride = Partial<Omit<Dialect, Merged>> & { readonly [K in Merged]?: Partial<Dialect[K]> };
