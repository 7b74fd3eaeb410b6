import { ChangelogError, fail } from '../../core/error.js';
import type { Sql } from '../../model/statement.js';
import { batchError } from '../batch-error.js';
import { cancelable } from '../cancelable.js';
import { driverMissing } from '../connect-error.js';
import type { BatchOptions, ConnectOptions, Connection, Driver, ExecuteResult, ServerInfo, TextRows } from '../driver.js';
import { statementError } from './errors.js';
import { foreignKeySwitch } from './foreign-key-switch.js';
import { openError } from './open-error.js';
import { retainer } from './retainer.js';
import { sqliteSettings, type SqliteSettings } from './pragmas.js';
import { splitStatements } from './split-statements.js';
import { unlessLocked } from './unless-locked.js';
import { bindable, readValue, valueText, type StoredValue } from './values.js';

/** The part of the package `libsql` that is used: its promise interface, which works on a thread of its own, so that a statement can be interrupted. */
interface Database {
  readonly inTransaction: boolean;
  exec(sql: string): Promise<void>;
  prepare(sql: string): Promise<Prepared>;
  interrupt(): void;
  close(): void;
}

interface Prepared {
  raw(on: boolean): Prepared;
  safeIntegers(on: boolean): Prepared;
  columns(): readonly { readonly name: string }[];
  iterate(parameters: readonly StoredValue[]): Promise<Iterable<readonly StoredValue[]>>;
  get(parameters: readonly StoredValue[]): readonly StoredValue[] | undefined;
}

/**
 * SQLite through `libsql`, in this process. Settings in the URL are pragmas, as with the JDBC driver; see `sqliteSettings`. Two things are
 * otherwise than there: text in double quotes is never a string, because the package is built so; and of several statements in one text all
 * run, where the JDBC driver runs the first and says nothing of the others.
 */
export const sqliteDriver: Driver = {
  async connect(target, options) {
    const { file } = target;
    if (file === undefined || file === '')
      return fail('CONNECT_URL', { message: 'the SQLite URL names no file', hint: 'for example sqlite:shop.db' });
    if (/^(?:libsql|https?|wss?):/i.test(file))
      return fail('CONNECT_URL', { message: `${file} is no file`, hint: 'for example sqlite:shop.db' });
    const settings = sqliteSettings(file, target.parameters);
    const database = await open(settings, file);
    try {
      return await openSession(database, settings, file, options);
    } catch (error) {
      database.close();
      throw error;
    }
  },
};

async function open(settings: SqliteSettings, file: string): Promise<Database> {
  const { default: libsql } = await import('libsql/promise').catch((cause: unknown) => {
    throw driverMissing(cause, 'libsql', 'SQLite');
  });
  try {
    return new libsql(settings.file, {}) as unknown as Database;
  } catch (cause) {
    throw openError(cause, file);
  }
}

/** Statements that end soon need no interrupt, and cost half without one. */
const mayTakeLong = (sql: string): boolean =>
  !/^\s*(?:insert|replace|create\s+(?:temp\w*\s+)?(?:table|view|trigger)|drop\s+(?:view|trigger|index)|pragma|begin|commit|savepoint|release)\b/i.test(
    sql,
  ) || /\bselect\b/i.test(sql);

async function openSession(database: Database, settings: SqliteSettings, file: string, options: ConnectOptions): Promise<Connection> {
  const retain = retainer();
  for (const pragma of settings.statements) await sendQuickly(pragma);
  const info = await describe().catch((error: unknown) => {
    throw openError(error instanceof ChangelogError ? error.cause : error, file);
  });
  const changeCounter = (await database.prepare('SELECT total_changes()')).raw(true).safeIntegers(true);
  const totalChanges = (): number => Number(changeCounter.get([])?.[0] ?? 0);
  const enforcement = foreignKeySwitch(settings, { select, send: sendQuickly, totalChanges });
  let closed = false;

  const connection: Connection = {
    info,
    async query<R extends object>(sql: string, parameters: readonly unknown[] = []) {
      const { columns, rows } = await select(sql, parameters);
      return rows.map((row) =>
        Object.fromEntries(columns.map((column, i) => [column, readValue(row[i] ?? null)])),
      ) as unknown as readonly R[];
    },
    async queryRows(sql): Promise<TextRows> {
      let answer: TextRows = { columns: [], rows: [] };
      for (const one of splitStatements(sql)) {
        const { columns, rows } = await select(one);
        if (answer.columns.length === 0) answer = { columns, rows: rows.map((row) => row.map(valueText)) };
      }
      return answer;
    },
    execute,
    executeBatch,
    async begin() {
      await sendQuickly(settings.begin);
      await enforcement.begun();
    },
    async commit() {
      // SQL of the changelog may have ended the transaction itself.
      if (connection.inTransaction) {
        await enforcement.beforeCommit();
        await sendQuickly('COMMIT');
      }
      await enforcement.ended();
    },
    async rollback() {
      if (connection.inTransaction) await sendQuickly('ROLLBACK');
      await enforcement.ended();
    },
    get inTransaction() {
      return !closed && database.inTransaction;
    },
    async close() {
      if (closed) return;
      // The package keeps the file locked for a transaction that is open when it closes.
      if (database.inTransaction) await sendQuickly('ROLLBACK').catch(() => {});
      closed = true;
      database.close();
    },
    [Symbol.asyncDispose]: () => connection.close(),
  };
  return connection;

  async function execute({ sql, parameters }: Sql): Promise<ExecuteResult> {
    const before = totalChanges();
    for (const one of splitStatements(sql)) {
      if (await enforcement.handles(one, connection.inTransaction)) continue;
      if (parameters !== undefined || mayTakeLong(one)) await select(one, parameters, false);
      else await sendQuickly(one);
    }
    return { rowsAffected: totalChanges() - before };
  }

  async function executeBatch(statements: readonly Sql[], { begin, commit }: BatchOptions = {}): Promise<readonly ExecuteResult[]> {
    if (begin) await connection.begin();
    const results: ExecuteResult[] = [];
    try {
      for (const statement of statements) results.push(await execute(statement));
      if (commit) await connection.commit();
      return results;
    } catch (cause) {
      if (commit) await connection.rollback().catch(() => {});
      throw batchError(cause, statements[results.length], results.length + 1, statements.length);
    }
  }

  async function sendQuickly(sql: string): Promise<void> {
    try {
      await unlessLocked(() => database.exec(sql));
    } catch (cause) {
      throw statementError(cause, sql);
    }
  }

  /** Runs one statement to its end; `keep` false drops its rows. */
  async function select(
    sql: string,
    parameters: readonly unknown[] = [],
    keep = true,
  ): Promise<{ readonly columns: readonly string[]; readonly rows: readonly (readonly StoredValue[])[] }> {
    const session = { cancel: async () => database.interrupt(), destroy: () => {} };
    return cancelable(options.signal, session, async () => {
      try {
        const statement = (await database.prepare(sql)).safeIntegers(true);
        retain(statement);
        const columns = statement.columns().map(({ name }) => name);
        // A statement without an answer has no rows to be written as lists, and the driver refuses to be asked.
        if (columns.length > 0) statement.raw(true);
        const rows = await unlessLocked(async () => {
          const found = await statement.iterate(parameters.map(bindable));
          retain(found);
          const read: (readonly StoredValue[])[] = [];
          for (const row of found) if (keep) read.push(row);
          return read;
        });
        return { columns, rows };
      } catch (cause) {
        throw statementError(cause, sql);
      }
    });
  }

  async function describe(): Promise<ServerInfo> {
    // Reading the schema is what tells a database from any other file.
    const { rows } = await select('SELECT sqlite_version(), (SELECT count(*) FROM sqlite_schema)');
    const versionText = String(rows[0]?.[0] ?? '');
    const [major = 3, minor = 0, patch = 0] = versionText.split('.').map(Number);
    return { product: 'SQLite', dialect: 'sqlite', version: { major, minor, patch }, versionText, user: '', session: String(process.pid) };
  }
}
