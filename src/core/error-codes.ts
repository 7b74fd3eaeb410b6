/** What a class of failures means to a script that runs the command line. */
export const exitCodes = {
  /** A failure that has no class of its own. */
  failed: 1,
  /** Wrong option, setting or argument. */
  usage: 2,
  /** The changelog itself is wrong: it does not parse, or does not validate. */
  changelog: 3,
  /** The database could not be reached or refused the login. */
  connection: 4,
  /** The database refused a statement. */
  sql: 5,
  /** Somebody else holds the changelog lock. */
  lock: 6,
  /** A precondition with onFail=HALT did not hold, or a `stop` change ran. */
  precondition: 7,
  /** A changeset was left half done, and a person has to say how it goes on. */
  repair: 8,
  /** The run was interrupted by a signal or an AbortSignal. */
  interrupted: 130,
} as const;

interface CodeInfo {
  /** What happened, for the generated error reference. */
  readonly title: string;
  readonly exit: keyof typeof exitCodes;
  /** What a person can do where the error itself carries no hint. */
  readonly hint?: string;
}

/** Every error code, once. `docs/errors.md` is generated from this table. */
export const errorCodes = {
  CONFIG_UNKNOWN_OPTION: { title: 'An option or setting that no command knows', exit: 'usage' },
  CONFIG_UNKNOWN_COMMAND: { title: 'A command that does not exist', exit: 'usage', hint: 'changelog --help lists the commands' },
  CONFIG_INVALID_VALUE: { title: 'An option whose value cannot be used', exit: 'usage' },
  CONFIG_MISSING_OPTION: { title: 'A required option was not given', exit: 'usage' },
  CONFIG_UNSUPPORTED_OPTION: { title: 'An option that exists in Liquibase and is refused here by name', exit: 'usage' },
  CONFIG_FILE: { title: 'A properties file that is missing or cannot be read', exit: 'usage' },
  CONFIG_FILE_EXISTS: { title: 'A file that would be written exists already', exit: 'usage' },
  SNAPSHOT_FILE: { title: 'A snapshot file that cannot be used', exit: 'usage' },
  CONFIG_CONFIRM: { title: 'A destructive command was not confirmed', exit: 'usage', hint: 'add --force to run it without a question' },

  PARSE_FILE_NOT_FOUND: { title: 'A file that a changelog or an option names does not exist on the search path', exit: 'changelog' },
  PARSE_FILE_UNREADABLE: { title: 'A file that exists and cannot be read', exit: 'changelog' },
  PARSE_DUPLICATE_FILE: {
    title: 'Several folders of the search path hold a file of the same path',
    exit: 'changelog',
    hint: 'limit --search-path to the folders that are meant',
  },
  PARSE_PATH_OUTSIDE: { title: 'A path that leads out of the search path', exit: 'changelog' },
  PARSE_UNKNOWN_FORMAT: { title: 'A file whose extension belongs to no changelog format', exit: 'changelog' },
  PARSE_SYNTAX: { title: 'The text is not well-formed XML, YAML, JSON or formatted SQL', exit: 'changelog' },
  PARSE_ENCODING: { title: 'The file is not valid text in its encoding', exit: 'changelog' },
  PARSE_INCLUDE_CYCLE: { title: 'A file includes itself, directly or through others', exit: 'changelog' },
  PARSE_LIMIT: { title: 'The input exceeds a limit on size, depth or expansion', exit: 'changelog' },
  PARSE_UNKNOWN_ELEMENT: { title: 'An element or key that the changelog format does not have', exit: 'changelog' },
  PARSE_UNKNOWN_ATTRIBUTE: { title: 'An attribute that this element does not have', exit: 'changelog' },
  PARSE_UNKNOWN_CHANGE: { title: 'A change type that does not exist', exit: 'changelog' },
  PARSE_UNKNOWN_PRECONDITION: { title: 'A precondition that does not exist', exit: 'changelog' },
  PARSE_MISSING_ATTRIBUTE: { title: 'A required attribute is missing', exit: 'changelog' },
  PARSE_INVALID_VALUE: { title: 'An attribute whose value has the wrong type or is not allowed', exit: 'changelog' },
  PARSE_EXPRESSION: { title: 'A context or label expression that cannot be read', exit: 'changelog' },
  PARSE_DUPLICATE_CHANGESET: { title: 'Two changesets with the same id, author and path', exit: 'changelog' },
  PARSE_UNSUPPORTED: { title: 'A Liquibase feature that is refused here by name', exit: 'changelog' },
  PARSE_CSV: { title: 'A data file that is no well-formed CSV, or does not fit its header', exit: 'changelog' },
  PARSE_SQL: { title: 'SQL in which a string, quoted name, comment or dollar quote is never closed', exit: 'changelog' },
  PARSE_CHANGE: { title: 'A change whose attributes contradict each other', exit: 'changelog' },
  PARSE_ROLLBACK_REFERENCE: { title: 'A rollback that refers to a changeset that does not exist', exit: 'changelog' },

  WRITE_FORMAT: { title: 'A changelog format cannot hold what is to be written', exit: 'changelog' },

  PLAN_CHECKSUM: {
    title: 'A changeset was edited after it ran',
    exit: 'changelog',
    hint: 'undo the edit and add a new changeset, or accept the edit with validCheckSum or clear-checksums',
  },
  PLAN_UNSUPPORTED_CHANGE: { title: 'The database cannot do what a change asks for', exit: 'changelog' },
  PLAN_NEEDS_DATABASE: {
    title: 'A step that must look at the live schema, asked for offline',
    exit: 'changelog',
    hint: 'run the command against a live database',
  },
  PLAN_NO_ROLLBACK: { title: 'A changeset that cannot be rolled back', exit: 'changelog', hint: 'add a <rollback> block to the changeset' },
  PLAN_MOVED: {
    title: 'A saved plan that does not fit the database or the changelog any more',
    exit: 'failed',
    hint: 'make a new plan with changelog plan --save, and look at it',
  },
  PLAN_CANNOT_SAVE: { title: 'A plan that ends in the middle and cannot be saved', exit: 'precondition' },
  PLAN_CANNOT_REHEARSE: { title: 'A run that could not be rolled back as a whole, and is therefore not rehearsed', exit: 'failed' },
  PLAN_CHANGESET_NOT_FOUND: { title: 'A changeset that was named and is not in the changelog or the history', exit: 'failed' },
  PLAN_DEPLOYMENT_NOT_FOUND: { title: 'A deployment that the history does not have', exit: 'failed' },
  PLAN_NO_CONTEXTS: {
    title: 'The changelog uses contexts and the run was given none, which runs the changesets of all contexts',
    exit: 'usage',
    hint: 'give --context-filter (--contexts) with the contexts of this run',
  },
  PLAN_TAG_NOT_FOUND: { title: 'A tag that the database or the changelog does not have', exit: 'failed' },

  DIFF_FOUND: { title: 'Two schemas differ, and the command was asked to fail then', exit: 'failed' },

  CONNECT_URL: { title: 'A database URL that cannot be read', exit: 'usage' },
  CONNECT_DRIVER_MISSING: { title: 'The driver package of this database is not installed', exit: 'connection' },
  CONNECT_REFUSED: { title: 'The database server cannot be reached', exit: 'connection' },
  CONNECT_HOST: { title: 'The host name of the database server cannot be resolved', exit: 'connection' },
  CONNECT_TIMEOUT: { title: 'The database server did not answer in time', exit: 'connection' },
  CONNECT_TLS: { title: 'The encrypted connection could not be made or its certificate is not trusted', exit: 'connection' },
  CONNECT_TOO_MANY: { title: 'The database server takes no further connections', exit: 'connection' },
  CONNECT_AUTHENTICATION: { title: 'The database server refused the login', exit: 'connection' },
  CONNECT_UNKNOWN_DATABASE: { title: 'The database named in the URL does not exist', exit: 'connection' },
  CONNECT_FAILED: { title: 'The connection could not be made', exit: 'connection' },
  CONNECT_LOST: { title: 'The connection broke in the middle of a run', exit: 'connection' },
  CONNECT_OFFLINE: { title: 'The command needs a database connection, and the URL is offline', exit: 'usage' },

  SQL_FAILED: { title: 'The database refused a statement', exit: 'sql' },
  PRECONDITION_FAILED: { title: 'A precondition did not hold', exit: 'precondition' },
  PRECONDITION_ERROR: { title: 'A precondition could not be evaluated', exit: 'precondition' },
  PROGRAM_FAILED: { title: 'A program that an executeCommand change runs did not end well', exit: 'failed' },
  STOPPED: { title: 'A stop change ended the run', exit: 'precondition' },
  LOCK_HELD: {
    title: 'Another process holds the changelog lock',
    exit: 'lock',
    hint: 'changelog list-locks shows the holder; changelog unlock clears the lock if that process is gone',
  },
  LOCK_LOST: {
    title: 'The changelog lock was taken away from a run that held it',
    exit: 'lock',
    hint: 'somebody released the lock while the run was at work; what had been committed stays, so the command can be run again',
  },
  LOCK_NOT_RELEASED: {
    title: 'The changelog lock could not be given back',
    exit: 'lock',
    hint: 'the next run takes it over by itself; changelog unlock clears it now',
  },
  LOCK_POOLER: {
    title: 'The URL leads to a pooler that hands out sessions per transaction',
    exit: 'lock',
    hint: 'give the address of the database itself, or of a pool that hands out whole sessions (PgBouncer: pool_mode=session); --changelog-lock-mode=lease does without a session lock',
  },
  LOCK_UNAVAILABLE: { title: 'The database has no lock that the run could hold', exit: 'lock' },
  RESUME_UNCERTAIN: {
    title: 'A changeset was cut off in a statement whose outcome the database does not show',
    exit: 'repair',
    hint: 'changelog repair explains it; --done or --redo then says how it goes on',
  },
  RESUME_CHANGED: {
    title: 'A changeset is half done, and the part that is done was edited',
    exit: 'repair',
    hint: 'undo the edit of what is done; only what comes after may be corrected. changelog repair shows how far it came',
  },
  HISTORY_INVALID: { title: 'The DATABASECHANGELOG table cannot be understood', exit: 'failed' },
  INTERRUPTED: { title: 'The run was interrupted', exit: 'interrupted' },
  INTERNAL: { title: 'A defect of the program itself', exit: 'failed', hint: 'please report it with the command and the stack trace' },
} as const satisfies Record<string, CodeInfo>;

export type ErrorCode = keyof typeof errorCodes;

/** The process exit code that belongs to an error code. */
export function exitCodeOf(code: ErrorCode): number {
  return exitCodes[errorCodes[code].exit];
}
