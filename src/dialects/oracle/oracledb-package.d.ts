/** The part of the package `oracledb` that the driver uses; the package brings no types of its own. https://node-oracledb.readthedocs.io */
declare module 'oracledb' {
  interface Column {
    readonly name: string;
    readonly dbType: unknown;
    readonly scale?: number | undefined;
  }

  interface Result {
    readonly metaData?: readonly Column[] | undefined;
    readonly rows?: readonly (readonly unknown[])[] | undefined;
    readonly rowsAffected?: number | undefined;
    /** A routine that was created with errors inside. */
    readonly warning?: { readonly message: string; readonly code?: string } | undefined;
  }

  interface ExecuteOptions {
    readonly autoCommit: boolean;
    readonly outFormat: number;
    readonly fetchTypeHandler: (column: Column) => { readonly type: unknown } | undefined;
  }

  interface Session {
    execute(sql: string, binds: readonly unknown[], options: ExecuteOptions): Promise<Result>;
    commit(): Promise<void>;
    rollback(): Promise<void>;
    /** Cancels what runs. */
    break(): Promise<void>;
    close(options?: { readonly drop?: boolean }): Promise<void>;
  }

  interface Package {
    getConnection(settings: Readonly<Record<string, unknown>>): Promise<Session>;
    readonly OUT_FORMAT_ARRAY: number;
    readonly DB_TYPE_NUMBER: unknown;
    readonly DB_TYPE_CLOB: unknown;
    readonly DB_TYPE_NCLOB: unknown;
    readonly DB_TYPE_LONG: unknown;
    readonly DB_TYPE_BLOB: unknown;
    readonly DB_TYPE_RAW: unknown;
    readonly DB_TYPE_VARCHAR: unknown;
    readonly DB_TYPE_DATE: unknown;
    readonly SYSDBA: number;
    readonly SYSOPER: number;
  }

  const oracledb: Package;
  export default oracledb;
  export type { Column, ExecuteOptions, Package, Result, Session };
}
