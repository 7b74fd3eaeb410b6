/** A stream that text goes to. Writing after the reader has gone is no error: the text is lost and the run goes on. */
export interface OutputPort {
  write(text: string | Uint8Array): void;
  readonly isTerminal: boolean;
  /** Width of the terminal; undefined where there is none. */
  columns(): number | undefined;
}

/** Everything the command line takes from its process, so that it also runs inside another one (tests, tools). */
export interface CliIo {
  readonly stdout: OutputPort;
  readonly stderr: OutputPort;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Asks a person at the terminal and returns the line typed; absent where nobody can answer. */
  readonly ask?: ((question: string, options: { readonly hidden: boolean }) => Promise<string>) | undefined;
  host(): { readonly name: string; readonly address: string };
  /** Told when there is so much to read that the run will take long. */
  readonly onLongRun?: (() => void) | undefined;
}

/** Why a run was interrupted, as the reason of the AbortSignal. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  /** 128 plus the signal's number, as shells count. */
  readonly exitCode: number;

  constructor(signal: string, exitCode: number) {
    super(`interrupted by ${signal}`);
    this.exitCode = exitCode;
  }
}
