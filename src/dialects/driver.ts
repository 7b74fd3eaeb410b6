import type { Sql } from '../model/statement.js';
import type { DatabaseVersion, DialectName } from './dialect.js';

/** Where and how to connect, after URL, options, environment and properties have been merged. Holds the password: never print it. */
export interface ConnectionTarget {
  /** The URL as given, with any password taken out; safe to print. */
  readonly url: string;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly database?: string | undefined;
  /** For SQLite: the file, or `:memory:`. */
  readonly file?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Driver parameters of the URL, by lower-case name. What a JDBC driver knows and means nothing here is ignored. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a server says besides results: NOTICE, warnings, PRINT. */
export interface Notice {
  /** The server's own word: NOTICE, WARNING, Note … */
  readonly severity: string;
  readonly message: string;
  readonly code?: string | undefined;
}

export interface ConnectOptions {
  /** Aborting it ends a login, and cancels the statement that runs, which then fails with INTERRUPTED. Later calls work, to clean up. */
  readonly signal?: AbortSignal | undefined;
  readonly connectTimeoutMs?: number | undefined;
  /** Where unqualified names resolve, instead of what URL and login give (--default-catalog-name, --default-schema-name). */
  readonly defaultCatalog?: string | undefined;
  readonly defaultSchema?: string | undefined;
  readonly onNotice?: ((notice: Notice) => void) | undefined;
}

export interface ServerInfo {
  readonly product: string;
  /** The dialect of the product that answered; a `mysql:` URL may reach a MariaDB server, and then this one counts. */
  readonly dialect: DialectName;
  readonly version: DatabaseVersion;
  readonly versionText: string;
  /** The login the server sees. */
  readonly user: string;
  /** The catalog and schema that unqualified names resolve to. */
  readonly catalog?: string | undefined;
  readonly schema?: string | undefined;
  /** How the server numbers the session. */
  readonly session?: string | undefined;
  /** The login was given another number: something in between (a pooler, a proxy) speaks to the server in its name. */
  readonly proxied?: boolean | undefined;
}

export interface ExecuteResult {
  readonly rowsAffected: number;
}

/** What `executeBatch` puts around its statements, in the same trip where the driver can. */
export interface BatchOptions {
  /** Begin a transaction first. */
  readonly begin?: boolean;
  /** Commit after the last statement. Where a statement fails, the transaction is rolled back instead. */
  readonly commit?: boolean;
}

/** A query's answer as text, the way the JDBC driver of the product prints each value. */
export interface TextRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/**
 * One session with a database. Errors are ChangelogErrors: SQL_FAILED with server code and offset, INTERRUPTED when the signal
 * cancelled the statement, CONNECT_LOST when the session died.
 */
export interface Connection extends AsyncDisposable {
  readonly info: ServerInfo;
  /**
   * Rows as objects, keyed by column name as the server returns it. `?` placeholders, whatever the driver's own style.
   * Integers are numbers (bigint beyond 2^53), decimals strings, timestamps Dates: those without a zone are read as local time,
   * which is what JDBC does. Single bits and booleans are booleans, or the numbers 0 and 1 where the column is numeric.
   */
  query<R extends object = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<readonly R[]>;
  /** Rows as arrays of text, for queries written by users. Of several answers the first that has columns counts; where none has, there are no columns. */
  queryRows(sql: string): Promise<TextRows>;
  /** Sends one statement as it is. */
  execute(statement: Sql): Promise<ExecuteResult>;
  /**
   * Sends statements in order and stops at the first that fails; inside a transaction they share one round trip where the driver can.
   * The error's `statement.index` counts from 1 within the batch.
   */
  executeBatch(statements: readonly Sql[], options?: BatchOptions): Promise<readonly ExecuteResult[]>;
  /**
   * Runs transactions one behind the other, each committed by itself, without a round trip for each: the statements of the next are on their
   * way while the server works on this one. Stops at the first that fails, which is rolled back; nothing after it runs. When it returns or
   * throws, what was committed is on disk. Absent where the driver cannot.
   * @param next gives the next one, or undefined where there is none at the moment; it is asked again as long as some are under way, and
   *   decides how many may be
   * @param onCommitted is told of each transaction, in order, as soon as it is committed
   * @throws SQL_FAILED … of the first transaction that was not told of; `statement.index` counts from 1 within it, and is absent where its
   *   COMMIT failed
   */
  executeTransactions?(next: () => readonly Sql[] | undefined, onCommitted: () => void): Promise<void>;
  /** Opens a transaction. May wait for the next statement to travel with it. */
  begin(): Promise<void>;
  /** Throws SQL_FAILED where the server rolled back instead. */
  commit(): Promise<void>;
  /** Does nothing where no transaction is open. */
  rollback(): Promise<void>;
  readonly inTransaction: boolean;
  /** Ends the session; an open transaction is rolled back. */
  close(): Promise<void>;
}

/** A driver package made to fit. It corrects no user input and reads no environment. */
export interface Driver {
  /** Opens a session. Throws CONNECT_* errors with a hint for each way a connection fails. */
  connect(target: ConnectionTarget, options: ConnectOptions): Promise<Connection>;
}
