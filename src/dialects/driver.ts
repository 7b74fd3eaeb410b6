import type { Sql } from '../model/statement.js';
import type { DatabaseVersion } from './dialect.js';

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
  /** Driver parameters of the URL's query, lower-case names as written. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface ConnectOptions {
  readonly signal?: AbortSignal | undefined;
  readonly connectTimeoutMs?: number | undefined;
}

export interface ServerInfo {
  readonly product: string;
  readonly version: DatabaseVersion;
  readonly versionText: string;
  /** The login the server sees. */
  readonly user: string;
  /** The catalog and schema that unqualified names resolve to. */
  readonly catalog?: string | undefined;
  readonly schema?: string | undefined;
}

/** One session with a database. Errors are ChangelogErrors: SQL_FAILED with server code and offset, CONNECT_LOST when the session died. */
export interface Connection extends AsyncDisposable {
  readonly info: ServerInfo;
  /** Rows as objects, keyed by column name as the server returns it. `?` placeholders, whatever the driver's own style. */
  query<R extends object = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<readonly R[]>;
  /** Rows as arrays, for queries written by users. */
  queryRows(sql: string): Promise<{ readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] }>;
  /** Sends one statement as it is. */
  execute(statement: Sql): Promise<{ readonly rowsAffected: number }>;
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  readonly inTransaction: boolean;
  close(): Promise<void>;
}

/** A driver package made to fit. It corrects no user input and reads no environment. */
export interface Driver {
  /** Opens a session. Throws CONNECT_* errors with a hint for each way a connection fails. */
  connect(target: ConnectionTarget, options: ConnectOptions): Promise<Connection>;
}
