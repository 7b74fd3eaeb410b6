/** The part of the package `mssql` that the driver uses; the package brings no types of its own. https://www.npmjs.com/package/mssql */
declare module 'mssql' {
  interface Column {
    readonly name: string;
    readonly type: unknown;
    readonly precision?: number | undefined;
    readonly scale?: number | undefined;
  }

  /** With arrayRowMode: the rows, each a list of values, and the columns. */
  interface Answer extends ReadonlyArray<readonly unknown[]> {
    readonly columns: readonly Column[];
  }

  interface Result {
    readonly recordsets: readonly Answer[];
    readonly rowsAffected: readonly number[];
  }

  interface Message {
    readonly message: string;
    readonly number: number;
    readonly class: number;
  }

  interface Request {
    arrayRowMode: boolean;
    input(name: string, value: unknown): Request;
    input(name: string, type: unknown, value: unknown): Request;
    /** By sp_executesql. */
    query(sql: string): Promise<Result>;
    /** As a plain batch. */
    batch(sql: string): Promise<Result>;
    cancel(): void;
    on(event: 'info', listener: (message: Message) => void): Request;
  }

  /** The connection of the package `tedious` inside. */
  interface Session {
    on(event: 'errorMessage', listener: (message: Message) => void): unknown;
    /** The encryption is in place. */
    on(event: 'secure', listener: () => void): unknown;
    /** The server says that a transaction was rolled back, whoever asked for that. */
    on(event: 'rollbackTransaction', listener: () => void): unknown;
    /** Whether the server last said that a transaction began. */
    readonly inTransaction: boolean;
    /** Sends the login, after the encryption was agreed on. */
    sendLogin7Packet(): void;
    close(): void;
  }

  interface ConnectionPool {
    connect(): Promise<ConnectionPool>;
    request(): Request;
    close(): Promise<void>;
    on(event: 'error', listener: (error: unknown) => void): unknown;
    /** Logs in. */
    _poolCreate?: () => Promise<Session>;
    /** Ends a session. */
    _poolDestroy?: (session: Session) => Promise<void>;
  }

  interface Package {
    readonly ConnectionPool: new (config: Readonly<Record<string, unknown>>) => ConnectionPool;
    readonly TYPES: Readonly<Record<string, unknown>>;
    /** What is made of values of a type. */
    readonly valueHandler: Map<unknown, (value: unknown) => unknown>;
  }

  const mssql: Package;
  export default mssql;
  export type { Column, ConnectionPool, Message, Package, Request, Result, Session };
}
