import type { CatalogReader } from '../define/precondition.js';
import type { LiveSchema, Traits } from '../define/change.js';
import type { ObjectKind, ObjectName, ObjectQuotingStrategy } from '../model/names.js';
import type { SchemaObjectKind } from '../model/schema-ref.js';
import type { Snapshot } from '../model/schema.js';
import type { Sql, Statement, StatementKind } from '../model/statement.js';
import type { Value } from '../model/value.js';
import type { Connection, Driver } from './driver.js';
import type { LockSql } from './lock.js';
import type { SchemaSql } from './schema-sql.js';
import type { SqlSplitter } from './split-sql.js';
import type { StepSql } from './steps.js';

export type DialectName = 'postgresql' | 'mysql' | 'mariadb' | 'mssql' | 'oracle' | 'sqlite';

export interface DatabaseVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch?: number | undefined;
}

/** A type of the changelog resolved for one dialect. */
export interface ResolvedType {
  /** The type as SQL. */
  readonly sql: string;
  /** The declaration asks for numbered rows: `serial`, `bigserial`, `int identity`, or the autoIncrement option where the type allows it. */
  readonly autoIncrement: boolean;
  /** The SQL type numbers the rows by itself, so that neither a default nor an identity clause follows. */
  readonly serial: boolean;
  /** What kind of value the type holds, as far as changes ask: booleans include bit, char includes all of varchar and nvarchar. */
  readonly family: 'boolean' | 'char' | 'other';
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
  /** There is a connection, even where only a script is written. */
  readonly live?: boolean | undefined;
  /** The schema that the live session resolves unqualified names in; absent offline. */
  readonly connectionSchema?: string | undefined;
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
  /** A column name, or an expression (anything with an opening parenthesis), which stays as it is; for index columns and the like. */
  columnOrExpression(text: string): string;
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
 *  5. `tracking`: the column types of the tracking tables; `lock`: what guards them; `steps`: what survives a run that is cut off;
 *  6. `driver()`: a lazy import of the driver, and `catalog()`: existence queries.
 * See docs/adding-a-dialect.md.
 */
export interface Dialect {
  readonly name: DialectName;
  /** The product's name for people, e.g. PostgreSQL. */
  readonly title: string;
  /** Further names that a `dbms` attribute may use for it. */
  readonly aliases: readonly string[];
  /** Products of other names that a URL of this one may reach, because they speak its protocol. */
  readonly alsoReaches?: readonly DialectName[] | undefined;
  readonly traits: Traits;
  readonly identifiers: Identifiers;
  /** Version assumed where an offline URL names none. */
  readonly defaultVersion: DatabaseVersion;
  resolveType(declared: string, sql: SqlContext, options: { autoIncrement?: boolean }): ResolvedType;
  /** A literal for a value whose column type is not known. */
  literal(value: Value, sql: SqlContext): string;
  /** The name of a primary key that the changelog leaves unnamed. */
  primaryKeyName(table: string): string;
  /** Text as it stands between the quotes of a string literal. */
  escapeString(text: string): string;
  /** What stands before the quotes of a string literal; absent: nothing, whatever the text. */
  stringPrefix?(text: string): string;
  readonly compile: Compile;
  readonly compileLive: CompileLive;
  readonly tracking: TrackingSql;
  readonly lock: LockSql;
  readonly steps: StepSql;
  readonly split: SqlSplitter;
  /** What a script prints after a statement. */
  readonly delimiter: string;
  /**
   * What is put at the end of each forward statement of a change that does not end with it already; SQL of the changelog that has an end
   * delimiter of its own other than `;` stays as it is. Rollback statements and the tracking tables' own get none.
   */
  readonly terminator?: string | undefined;
  /** A statement of a change as the server takes it: without what a client reads for itself at its end. */
  readonly forServer?: ((sql: Sql) => Sql) | undefined;
  /** Statements that check, inside a transaction, what its commit would check, and leave it as it was; absent where nothing waits for the commit. */
  readonly checkAsCommit?: readonly string[] | undefined;
  readonly lineComment: string;
  /** Current timestamp expression. */
  readonly now: string;
  /** Loads the driver package. */
  driver(): Promise<Driver>;
  /** Existence questions about the live catalog. */
  catalog(connection: Connection, sql: SqlContext): CatalogReader;
  /** Columns of live tables, for changes that type values by the table (loadData). */
  liveSchema(connection: Connection, sql: SqlContext): LiveSchema;
  /**
   * The tables of the default or the named schema that have a name, in its own spelling, in upper or in lower case, with their columns; one
   * query. More than one where the server tells the case of names apart.
   */
  findTables(connection: Connection, sql: SqlContext, table: ObjectName): Promise<readonly FoundTable[]>;
  /**
   * The schema of the live database by a fixed number of catalog queries, however many objects there are. What the model does not cover
   * is listed in `unmodelled`.
   * @throws SQL_FAILED where the login may not read the catalog.
   */
  introspect(connection: Connection, sql: SqlContext, scope: IntrospectScope): Promise<Snapshot>;
  /** Loads how this database spells the objects of a snapshot, for comparing them and for changes that no change type says. */
  schemaSql(): Promise<SchemaSql>;
  /** SQL that removes the tables, views, sequences and foreign keys of a schema, in an order in which nothing stands in the way. */
  dropAll(connection: Connection, sql: SqlContext, options: DropAllOptions): Promise<readonly Sql[]>;
  /**
   * A stand-in for the schema of a live session: the same objects without rows, on which statements can be tried. The `-sql` commands use
   * it so that a statement that must look at the schema sees what earlier statements of the script will have done. Absent where no
   * statement needs it. The caller closes it. Statements that fail there, or that only touch rows, are passed over in silence.
   */
  shadow?(connection: Connection): Promise<Connection>;
  /** How a database is had that nobody else uses, to build a schema in and drop it; absent where that takes an administrator. */
  readonly scratch?: ScratchSql | undefined;
  /** Values of the `database.*` changelog properties that depend on the dialect. */
  properties(sql: SqlContext): Readonly<Record<string, string>>;
}

/** A database for a moment. */
export interface ScratchSql {
  /** URL of an embedded one, which is empty and gone with its session. */
  readonly embedded?: string | undefined;
  /** What a server may have and the embedded one has not, in words for people. */
  readonly embeddedLacks?: string | undefined;
  /** Statements that make and remove one of a server, from its quoted name. */
  readonly create?: ((name: string) => string) | undefined;
  readonly drop?: ((name: string) => string) | undefined;
}

/** What introspection looks at. */
export interface IntrospectScope {
  /** Schemas (on MySQL: databases), as the catalog spells them or as the server would fold the name; default: the one of the session. */
  readonly schemas?: readonly string[] | undefined;
  /** Kinds that are wanted; default: all. Parts of a table come with it or are left out of it. */
  readonly kinds?: ReadonlySet<SchemaObjectKind> | undefined;
}

export interface DropAllOptions {
  /** The schema (on MySQL: the database) to empty; default: the one that unqualified names belong to. */
  readonly schema?: string | undefined;
  /** Tables that stay, without regard to case: those of the lock and the history, which the caller drops last. */
  readonly except: readonly string[];
}

export interface Identifiers {
  readonly open: string;
  readonly close: string;
  /** Upper-case words that are quoted. */
  readonly reserved: ReadonlySet<string>;
  /** Whether a name is quoted though the strategy does not quote all names. */
  mustQuote(name: string, kind: ObjectKind, sql: SqlSettings): boolean;
  /** Whether a name is never quoted, whatever the strategy. */
  verbatim?(name: string, kind: ObjectKind, sql: SqlSettings): boolean;
  /** A default catalog or schema in the case that the dialect gives it; default: as configured. Source: Liquibase `correctObjectName`. */
  asDefault?(name: string, live: boolean): string;
  /** A last change to a qualified, quoted table name. */
  finishTable?(written: string, sql: Pick<SqlContext, 'live' | 'warn'>): string;
  /** Which of catalog and schema are written before a name, in order. */
  qualifiers(name: ObjectName, kind: ObjectKind, sql: SqlSettings): readonly { readonly name: string; readonly kind: ObjectKind }[];
  /** How the server stores an unquoted name. */
  readonly unquotedCase: 'lower' | 'upper' | 'keep';
}

/** A table as the catalog spells it. */
export interface FoundTable {
  readonly schema?: string | undefined;
  readonly name: string;
  /** In order, with the number of characters that a text column takes; undefined where the catalog does not say or it has no limit. */
  readonly columns: readonly { readonly name: string; readonly length?: number | undefined }[];
}

/** How the tracking tables are created and named. Source: Liquibase's generators for the two tables. */
export interface TrackingSql {
  /**
   * Table name as Liquibase writes it in this dialect, from the configured name (default DATABASECHANGELOG).
   * @param live whether there is a connection; offline some names are written otherwise.
   */
  tableName(configured: string, live: boolean): string;
  /** Types of the tracking tables' columns, as a changelog would declare them. */
  readonly types: {
    readonly varchar: (length: number) => string;
    readonly timestamp: string;
    readonly integer: string;
    readonly boolean: string;
  };
  /** Literals of the LOCKED column. */
  readonly booleans: { readonly true: string; readonly false: string };
  /** The lengths of text columns are bytes, not characters, unless the database is set up otherwise. */
  readonly lengthsAreBytes?: true;
  /** Times without a zone that stand in the tables as text are UTC, not local time, for `now` writes them so. */
  readonly textIsUtc?: true;
  /**
   * A query for one row that has, under the name of each column, a JSON array of all its values as text, or null; where that is read quicker
   * than the rows. It may fail where JSON cannot hold what they hold.
   * @param from a table, which may have an ORDER BY behind it
   */
  readonly columnsAsJson?: (columns: readonly string[], from: string) => string;
  /** Its driver sends values beside the text of a history row, so that the server reads that text only once. */
  readonly bindsValues?: true;
  /** The statement that tags the row which ran last; `table` and `tag` are SQL already. */
  tagLast(sql: SqlContext, table: string, tag: string): string;
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
