import { fail } from '../../core/error.js';
import { didYouMean } from '../../core/suggest.js';

/** How long a statement waits for another process that holds the file. Source: the default of the JDBC driver, sqlite-jdbc 3.45. */
const BUSY_TIMEOUT_MS = 3000;

/** URL settings that are pragmas of the same name. Source: `SQLiteConfig.Pragma` of sqlite-jdbc 3.45. */
const pragmas = new Set([
  'application_id',
  'auto_vacuum',
  'busy_timeout',
  'cache_size',
  'case_sensitive_like',
  'defer_foreign_keys',
  'encoding',
  'foreign_keys',
  'fullfsync',
  'ignore_check_constraints',
  'journal_mode',
  'journal_size_limit',
  'legacy_alter_table',
  'locking_mode',
  'max_page_count',
  'mmap_size',
  'page_size',
  'read_uncommitted',
  'recursive_triggers',
  'reverse_unordered_selects',
  'secure_delete',
  'synchronous',
  'temp_store',
  'trusted_schema',
  'user_version',
  'wal_autocheckpoint',
]);

/** Settings of the JDBC driver that change nothing about how a changelog runs. */
const meaningless =
  /^(?:jdbc\..*|limit_.*|date_(?:class|precision|string_format)|shared_cache|enable_load_extension|count_changes|default_cache_size|empty_result_callback|full_column_names|short_column_names|fullsync|incremental_vacuum|legacy_file_format|temp_store_directory|open_mode)$/;

/** Parts of a `file:` URI. Source: https://www.sqlite.org/uri.html */
const uriSettings = ['cache', 'immutable', 'mode', 'nolock', 'psow', 'vfs'];

const transactionModes = ['deferred', 'immediate', 'exclusive'];

export interface SqliteSettings {
  /** What the driver opens: a path, `:memory:`, or a `file:` URI. */
  readonly file: string;
  /** Run on every new session, in this order. */
  readonly statements: readonly string[];
  /** How a transaction begins. */
  readonly begin: string;
  /** Rows must keep the foreign keys, which SQLite checks only where it is asked to. */
  readonly foreignKeys: boolean;
}

/**
 * What a URL asks for. Without a word in it foreign keys are not enforced, as with the JDBC driver. Transactions take the write lock when
 * they begin (`BEGIN IMMEDIATE`): every changeset writes its history row at the end, and a lock that is missing only then could not be
 * waited for without a deadlock; `transaction_mode=deferred` asks for the JDBC driver's way.
 * @throws CONNECT_URL for settings that nobody knows, and for values that are none.
 */
export function sqliteSettings(file: string, parameters: Readonly<Record<string, string>>): SqliteSettings {
  const uri: string[] = [];
  const statements = new Map<string, string>();
  let mode = 'immediate';
  statements.set('busy_timeout', String(BUSY_TIMEOUT_MS));
  statements.set('foreign_keys', 'off');
  for (const [name, value] of Object.entries(parameters)) {
    if (name === 'transaction_mode') mode = oneOf(name, value.toLowerCase(), transactionModes);
    else if (uriSettings.includes(name)) uri.push(`${name}=${encodeURIComponent(value)}`);
    else if (pragmas.has(name)) statements.set(name, pragmaValue(name, value));
    else if (!meaningless.test(name)) unknownSetting(name);
  }
  const foreignKeys = /^(?:on|true|yes|1)$/i.test(statements.get('foreign_keys') ?? '');
  return {
    file: uri.length === 0 ? file : `${asUri(file)}?${uri.join('&')}`,
    statements: [...statements].map(([name, value]) => `PRAGMA ${name} = ${value}`),
    begin: `BEGIN ${mode.toUpperCase()}`,
    foreignKeys,
  };
}

function asUri(file: string): string {
  return file.startsWith('file:') ? file : `file:${file.replace(/[%?#]/g, (char) => encodeURIComponent(char))}`;
}

function pragmaValue(name: string, value: string): string {
  if (/^-?\w[\w-]*$/.test(value)) return value.includes('-') && !/^-?\d+$/.test(value) ? `'${value}'` : value;
  return fail('CONNECT_URL', { message: `the setting ${name}="${value}" of the SQLite URL is no word and no number`, dialect: 'sqlite' });
}

function oneOf(name: string, value: string, allowed: readonly string[]): string {
  if (allowed.includes(value)) return value;
  return fail('CONNECT_URL', {
    message: `the setting ${name}="${value}" of the SQLite URL is unknown`,
    dialect: 'sqlite',
    hint: `one of ${allowed.join(', ')}`,
  });
}

function unknownSetting(name: string): never {
  if (/^(?:password|cipher|hexkey_mode|key|kdf_.*|hmac_.*|.*_cipher)$/.test(name))
    return fail('CONNECT_URL', {
      message: 'encrypted SQLite files are not supported',
      dialect: 'sqlite',
      hint: `leave ${name} out of the URL`,
    });
  return fail('CONNECT_URL', {
    message: `the SQLite URL has the unknown setting "${name}"`,
    dialect: 'sqlite',
    hint: didYouMean(name, [...pragmas, ...uriSettings, 'transaction_mode']),
  });
}
