import type { ChangelogError, ChangesetRef } from './error.js';

/** What a run tells while it works. Renderers and library users consume these; nothing is printed below the command line. */
export type ChangelogEvent =
  | { readonly type: 'connected'; readonly url: string; readonly product: string; readonly version: string }
  /** The server does not answer yet; the connection is tried again. */
  | { readonly type: 'connect-retry'; readonly reason: string; readonly attempt: number; readonly of: number }
  | { readonly type: 'run-started'; readonly direction: 'update' | 'rollback' | 'sync'; readonly total: number }
  | { readonly type: 'changeset-started'; readonly changeset: ChangesetRef; readonly index: number; readonly total: number }
  | {
      readonly type: 'changeset-finished';
      readonly changeset: ChangesetRef;
      readonly index: number;
      readonly total: number;
      readonly execType: 'EXECUTED' | 'RERAN' | 'MARK_RAN' | 'FAILED' | 'SKIPPED';
      readonly milliseconds: number;
    }
  | {
      readonly type: 'changeset-rolled-back';
      readonly changeset: ChangesetRef;
      readonly index: number;
      readonly total: number;
      readonly milliseconds: number;
    }
  /** A changeset that was cut off goes on; `done` of its statements are in the database already. */
  | { readonly type: 'changeset-resumed'; readonly changeset: ChangesetRef; readonly done: number; readonly message: string }
  /** A precondition decided; `verdict` is why. */
  | {
      readonly type: 'precondition';
      readonly changeset?: ChangesetRef | undefined;
      readonly outcome: 'SKIPPED' | 'MARK_RAN' | 'WARN';
      readonly message: string;
    }
  /** One statement is about to be sent. */
  | { readonly type: 'statement'; readonly changeset?: ChangesetRef | undefined; readonly sql: string }
  /** What a change did, in a sentence. */
  | { readonly type: 'change-done'; readonly changeset: ChangesetRef; readonly message: string }
  /** Text of an `output` change. */
  | { readonly type: 'output'; readonly target: string; readonly message: string }
  | { readonly type: 'checksum-upgraded'; readonly changeset: ChangesetRef; readonly from: string | null; readonly to: string }
  | { readonly type: 'warning'; readonly warning: ChangelogError }
  /** Somebody else holds the lock; the next look is so many milliseconds away. */
  | { readonly type: 'lock-waiting'; readonly holder: string | null; readonly since: Date | null; readonly pauseMs: number }
  /** The row of a run that is over, by the reason given, now is this run's. */
  | { readonly type: 'lock-taken-over'; readonly holder: string; readonly since: Date | null; readonly reason: string }
  | { readonly type: 'lock-acquired' }
  | { readonly type: 'lock-released' }
  | { readonly type: 'log'; readonly level: 'debug' | 'info' | 'warn'; readonly message: string };

export type Emit = (event: ChangelogEvent) => void;
