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
    drop: (name) => `ALTER DATABASE [${name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [${name}]`,
  },
];

/** Opens a session. @param url of a server or of a database on it */
export async function connectTo(url: string, options: ConnectOptions = {}): Promise<Connection> {
  const parsed = parseConnectionUrl(url);
  if (parsed.kind === 'offline') throw new Error(`${url} is offline`);
  return (await (await loadDialect(parsed.dialect)).driver()).connect(parsed.target, options);
}
