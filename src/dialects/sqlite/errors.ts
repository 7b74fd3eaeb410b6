import { ChangelogError } from '../../core/error.js';
import { messageOf } from '../connect-error.js';

/** What the driver tells about an error: the name of SQLite's extended result code, e.g. SQLITE_CONSTRAINT_UNIQUE. */
interface SqliteError {
  readonly message: string;
  readonly code?: string;
}

const busyHint =
  'another process is using the database file; try again when it is done, or wait longer with ?busy_timeout=10000 (milliseconds) in the URL';

/** The error of a statement. Source of the codes: https://www.sqlite.org/rescode.html */
export function statementError(cause: unknown, sql: string): ChangelogError {
  const { code } = cause as SqliteError;
  const message = messageOf(cause);
  const place = { dialect: 'sqlite', serverCode: code === undefined || code === '' ? undefined : code, cause };
  if (message.includes('connection is not open'))
    return new ChangelogError('CONNECT_LOST', { message: 'the SQLite file was closed', ...place });
  const offset = syntaxOffset(message, sql);
  return new ChangelogError('SQL_FAILED', {
    message,
    ...place,
    hint: hintFor(code ?? '', message, sql),
    statement: { sql, ...(offset !== undefined && { offset }) },
  });
}

function hintFor(code: string, message: string, sql: string): string | undefined {
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return busyHint;
  if (code.startsWith('SQLITE_READONLY')) return 'the database file, or the directory it is in, may not be written by this user';
  if (code.startsWith('SQLITE_CORRUPT')) return 'the file is damaged; "PRAGMA integrity_check" tells how';
  const [, place, column] = /^(?:error in (.+?): )?no such column: "?([^"]+?)"?(?: - |$)/.exec(message) ?? [];
  if (column !== undefined && (place !== undefined || sql.includes(`"${column}"`)))
    return `"${column}" in double quotes is a name${place === undefined ? '' : `, also in the definition of ${place}`}; text is written '${column}'`;
  if (message.startsWith('AUTOINCREMENT is only allowed'))
    return 'declare the column INTEGER, and make it the only column of the primary key';
  return undefined;
}

/** Where a syntax error is: at the one place of the token that SQLite names. */
function syntaxOffset(message: string, sql: string): number | undefined {
  const token = /^near "(.+)": syntax error$/s.exec(message)?.[1];
  const offset = token === undefined ? -1 : sql.indexOf(token);
  return token === undefined || offset < 0 || sql.includes(token, offset + 1) ? undefined : offset;
}
