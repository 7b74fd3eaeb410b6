import { parseConnectionUrl } from '../../src/dialects/connection-url.js';
import type { DialectName } from '../../src/dialects/dialect.js';
import type { ConnectOptions, Connection } from '../../src/dialects/driver.js';
import { loadDialect } from '../../src/dialects/registry.js';
import { emptyPostgres, postgresState } from './emptied-postgres.js';

/** A server that tests may create databases on. */
export interface Server {
  readonly name: string;
  readonly dialect: DialectName;
  readonly variable: string;
  readonly url: string | undefined;
  readonly create: (name: string) => string;
  readonly drop: (name: string) => string;
  /** How a database is emptied for another test, and what tells that it is like a new one; absent where a new one takes no time. */
  readonly reuse?: {
    readonly empty: (connection: Connection) => Promise<void>;
    readonly state: (connection: Connection) => Promise<string>;
  };
}

export const servers: readonly Server[] = [
  {
    name: 'postgres',
    dialect: 'postgresql',
    variable: 'TEST_POSTGRES_URL',
    url: process.env['TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres',
    create: (name) => `CREATE DATABASE "${name}"`,
    drop: (name) => `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`,
    reuse: { empty: emptyPostgres, state: postgresState },
  },
  {
    name: 'mariadb',
    dialect: 'mariadb',
    variable: 'TEST_MARIADB_URL',
    url: process.env['TEST_MARIADB_URL'] ?? 'mariadb://root@127.0.0.1:3306/',
    create: (name) => `CREATE DATABASE \`${name}\``,
    drop: (name) => `DROP DATABASE IF EXISTS \`${name}\``,
  },
  {
    name: 'mysql',
    dialect: 'mysql',
    variable: 'TEST_MYSQL_URL',
    url: process.env['TEST_MYSQL_URL'],
    create: (name) => `CREATE DATABASE \`${name}\``,
    drop: (name) => `DROP DATABASE IF EXISTS \`${name}\``,
  },
  {
    name: 'mssql',
    dialect: 'mssql',
    variable: 'TEST_MSSQL_URL',
    url: process.env['TEST_MSSQL_URL'],
    create: (name) => `CREATE DATABASE [${name}]`,
    drop: dropOnMssql,
  },
];

/** Opens a session. @param url of a server or of a database on it */
export async function connectTo(url: string, options: ConnectOptions = {}): Promise<Connection> {
  const parsed = parseConnectionUrl(url);
  if (parsed.kind === 'offline') throw new Error(`${url} is offline`);
  return (await (await loadDialect(parsed.dialect)).driver()).connect(parsed.target, options);
}

/** Ends the sessions of the database first, in the way that relatives of SQL Server know as well. */
function dropOnMssql(name: string): string {
  const sessions = `FROM sys.dm_exec_sessions WHERE database_id = DB_ID(N'${name}') AND session_id <> @@SPID`;
  return [
    `DECLARE @left int = 20000, @kill nvarchar(max) = N''; SELECT @kill = @kill + CONCAT(N'KILL ', session_id, N'; ') ${sessions}; EXEC (@kill)`,
    `WHILE @left > 0 AND EXISTS (SELECT 1 ${sessions}) SET @left = @left - 1`,
    `DROP DATABASE IF EXISTS [${name}]`,
  ].join('; ');
}
