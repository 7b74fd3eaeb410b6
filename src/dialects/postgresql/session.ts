import { ChangelogError } from '../../core/error.js';
import { localTimeZone } from '../../core/time-zone.js';
import type { ConnectOptions, ConnectionTarget, ExecuteResult, ServerInfo } from '../driver.js';

/** One statement's answer, as `pg` and PGlite give it. */
export interface Answer {
  readonly command: string | null;
  readonly rowCount: number | null;
  readonly fields: readonly { readonly name: string }[];
  readonly rows: readonly object[];
}

/** Sends a text, with values for `$1`, `$2` … where there are some. */
export type Send = (text: string, values?: readonly unknown[]) => Promise<readonly Answer[]>;

/** How many rows a text changed, all its statements together. */
export function affected(answers: readonly Answer[]): ExecuteResult {
  return { rowsAffected: answers.reduce((sum, { command, rowCount }) => sum + (command === 'SELECT' ? 0 : (rowCount ?? 0)), 0) };
}

/** The server answers the COMMIT of a failed transaction with ROLLBACK, and no error. */
export function checkCommitted(answers: readonly Answer[]): void {
  if (answers[0]?.command !== 'ROLLBACK') return;
  throw new ChangelogError('SQL_FAILED', {
    message: 'the transaction could not be committed and was rolled back, because one of its statements had failed',
    dialect: 'postgresql',
    serverCode: '25P02',
  });
}

/**
 * Sets what the session needs and asks who answers, all in one round trip. Dates come in ISO form, and the zone of this process decides
 * what NOW() writes into a timestamp without zone, both as with the JDBC driver.
 * @param processId the number of the session that the login was given
 */
export async function prepareSession(
  send: Send,
  target: ConnectionTarget,
  { defaultSchema }: ConnectOptions,
  processId?: number,
): Promise<ServerInfo> {
  const { currentschema } = target.parameters;
  const [, , , , [info]] = await Promise.all([
    send('SET DateStyle TO ISO'),
    // A server that does not know the zone keeps its own.
    send("SELECT set_config('TimeZone', $1, false)", [localTimeZone()]).catch(() => {}),
    currentschema === undefined ? undefined : send("SELECT set_config('search_path', $1, false)", [currentschema]),
    defaultSchema === undefined
      ? undefined
      : send(prependSearchPath, [/^[a-z_][a-z0-9_$]*$/i.test(defaultSchema) ? defaultSchema.toLowerCase() : defaultSchema]),
    send(sessionQuery),
  ]);
  const row = info?.rows[0] as Readonly<Record<string, string | null>>;
  const number = Number(row['number']);
  const product = row['version']?.startsWith('CockroachDB') ? 'CockroachDB' : 'PostgreSQL';
  return {
    product,
    dialect: 'postgresql',
    version:
      number >= 100_000
        ? { major: Math.floor(number / 10_000), minor: number % 10_000 }
        : { major: Math.floor(number / 10_000), minor: Math.floor((number % 10_000) / 100) },
    versionText: row['text'] ?? '',
    user: row['user'] ?? '',
    catalog: row['catalog'] ?? undefined,
    schema: row['schema'] ?? undefined,
    session: row['session'] ?? undefined,
    proxied: processId !== undefined && row['session'] !== String(processId),
  };
}

/** Source: Liquibase `DatabaseUtils.initializeDatabase`: the default schema goes before what the search path has. */
const prependSearchPath = `SELECT set_config('search_path', concat_ws(', ', quote_ident($1), nullif(current_setting('search_path'), '')), false)`;

const sessionQuery = `SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS text, version() AS version,
  session_user AS user, current_database() AS catalog, current_schema() AS schema, CAST(pg_backend_pid() AS text) AS session`;
