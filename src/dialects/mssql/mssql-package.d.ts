/** The part of the package `mssql` that the driver uses; the package brings no types of its own. https://www.npmjs.com/package/mssql */
declare module 'mssql' {
  interface Column {
    readonly name: string;
    readonly type: unknown;
    readonly scale?: number | undefined;
  }

  interface Result {
    /** With arrayRowMode: one list of rows per answer, each row a list of values. */
    readonly recordsets: readonly (readonly (readonly unknown[])[])[];
    /** With arrayRowMode: the columns of each answer. */
    readonly columns?: readonly (readonly Column[])[] | undefined;
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
    close(): void;
  }

  interface ConnectionPool {
    connect(): Promise<ConnectionPool>;
    request(): Request;
    close(): Promise<void>;
    on(event: 'error', listener: (error: unknown) => void): unknown;
  }

  interface Package {
    readonly ConnectionPool: new (config: Readonly<Record<string, unknown>>) => ConnectionPool;
    readonly TYPES: Readonly<Record<string, unknown>>;
  }

  const mssql: Package;
  export default mssql;
  export type { Column, ConnectionPool, Message, Package, Request, Result, Session };
}
