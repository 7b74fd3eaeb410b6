import { errorCodes, type ErrorCode } from './error-codes.js';
import type { Source } from './source.js';

/** The identity of a changeset, as errors and history name it. */
export interface ChangesetRef {
  readonly id: string;
  readonly author: string;
  readonly path: string;
}

/** The statement that failed. `index` counts from 1 within the changeset; `offset` is the character the server pointed at, in UTF-16 units from 0. */
export interface FailedStatement {
  readonly sql: string;
  readonly index?: number;
  readonly of?: number;
  readonly offset?: number;
}

export interface ErrorFields {
  readonly message: string;
  readonly source?: Source | undefined;
  readonly changeset?: ChangesetRef | undefined;
  /** Name of the change type. */
  readonly change?: string | undefined;
  readonly statement?: FailedStatement | undefined;
  readonly dialect?: string | undefined;
  /** The server's own code, e.g. SQLSTATE 42P01. */
  readonly serverCode?: string | undefined;
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** The one error type of the engine: a code, a place and a hint beside the message. */
export class ChangelogError extends Error {
  override readonly name = 'ChangelogError';
  readonly code: ErrorCode;
  readonly source: Source | undefined;
  readonly changeset: ChangesetRef | undefined;
  readonly change: string | undefined;
  readonly statement: FailedStatement | undefined;
  readonly dialect: string | undefined;
  readonly serverCode: string | undefined;
  readonly hint: string | undefined;
  // No field: an error that holds itself could not be turned into JSON.
  readonly #several: readonly ChangelogError[] | undefined;

  constructor(code: ErrorCode, fields: ErrorFields, problems?: readonly ChangelogError[]) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.code = code;
    this.source = fields.source;
    this.changeset = fields.changeset && refOf(fields.changeset);
    this.change = fields.change;
    this.statement = fields.statement;
    this.dialect = fields.dialect;
    this.serverCode = fields.serverCode;
    this.hint = fields.hint ?? ('hint' in errorCodes[code] ? (errorCodes[code] as { hint: string }).hint : undefined);
    this.#several = problems;
  }

  /** All problems of one run where several were found together; otherwise just this error. */
  get problems(): readonly ChangelogError[] {
    return this.#several ?? [this];
  }

  /** What the error was made of, to make a more precise one. */
  get fields(): ErrorFields {
    const { message, source, changeset, change, statement, dialect, serverCode, hint, cause } = this;
    return { message, source, changeset, change, statement, dialect, serverCode, hint, cause };
  }

  /** The same error with what an outer layer knows filled in; fields already set stay. */
  with(context: Partial<ErrorFields>): ChangelogError {
    const several = this.#several?.map((problem) => problem.with(context));
    const fields = {
      message: this.message,
      source: this.source ?? context.source,
      changeset: this.changeset ?? context.changeset,
      change: this.change ?? context.change,
      statement: this.statement ?? context.statement,
      dialect: this.dialect ?? context.dialect,
      serverCode: this.serverCode ?? context.serverCode,
      hint: this.hint ?? context.hint,
      cause: this.cause ?? context.cause,
    };
    const error = new ChangelogError(this.code, fields, several);
    if (this.stack !== undefined) error.stack = this.stack;
    return error;
  }
}

/** The identity alone of what may be a whole changeset. */
const refOf = ({ id, author, path }: ChangesetRef): ChangesetRef => ({ id, author, path });

/** Throws a ChangelogError. */
export function fail(code: ErrorCode, fields: ErrorFields): never {
  throw new ChangelogError(code, fields);
}

/** Wraps anything thrown; what is no ChangelogError becomes INTERNAL, with its cause kept. */
export function asChangelogError(thrown: unknown): ChangelogError {
  if (thrown instanceof ChangelogError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ChangelogError('INTERNAL', { message, cause: thrown });
}
