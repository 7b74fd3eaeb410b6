import type { Emit } from '../core/events.js';

/** What a command gets from whoever runs it: the command line or a program. It holds no connection; commands open what they need. */
export interface CommandContext {
  /** Folder that relative paths (search path, SQLite files) start from. */
  readonly cwd: string;
  readonly emit: Emit;
  readonly signal?: AbortSignal | undefined;
  /** Asks a person; absent where nobody can answer. */
  readonly confirm?: ((question: string) => Promise<boolean>) | undefined;
  /** Asks a person for a line of text; absent where nobody can answer. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /** Asks a person for the password of the login that a server refused; absent where nobody can answer. Empty: they gave none. */
  readonly askPassword?: ((login: { readonly url: string; readonly username?: string | undefined }) => Promise<string>) | undefined;
  /** Changelog parameters besides the options': environment, then defaults file. */
  readonly parameters: readonly Readonly<Record<string, string>>[];
  /** Name and address of this host, written into the lock row. A function, for only a run that takes the lock has to find them out. */
  host(): { readonly name: string; readonly address: string };
  readonly version: string;
  /** Told when there is so much to read that the run will take long. */
  readonly onLongRun?: (() => void) | undefined;
}
