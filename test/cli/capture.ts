import type { CliIo, OutputPort } from '../../src/cli/cli-io.js';
import { runCli } from '../../src/cli/run.js';

export interface Captured {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CaptureOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
  readonly signal?: AbortSignal;
  /** What a person types when asked. */
  readonly answers?: readonly string[];
  /** Is told what is written to standard error while it is written. */
  readonly onText?: (text: string) => void;
  /** Is told that somebody is asked. */
  readonly onQuestion?: () => void;
}

/** Runs the command line in this process and returns what it wrote. */
export async function capture(argv: readonly string[], options: CaptureOptions = {}): Promise<Captured> {
  const port = (chunks: string[], onText?: (text: string) => void): OutputPort => ({
    write(given) {
      const text = typeof given === 'string' ? given : Buffer.from(given).toString('utf8');
      chunks.push(text);
      onText?.(text);
    },
    isTerminal: options.terminal ?? false,
    columns: () => (options.terminal ? 80 : undefined),
  });
  const out: string[] = [];
  const err: string[] = [];
  const answers = [...(options.answers ?? [])];
  const io: CliIo = {
    stdout: port(out),
    stderr: port(err, options.onText),
    environment: options.environment ?? {},
    cwd: options.cwd ?? '.',
    signal: options.signal ?? new AbortController().signal,
    ask:
      options.answers === undefined
        ? undefined
        : async (question) => {
            err.push(question);
            options.onQuestion?.();
            return answers.shift() ?? '';
          },
    host: () => ({ name: 'testhost', address: '192.0.2.1' }),
  };
  const code = await runCli(argv, io);
  return { code, out: out.join(''), err: err.join('') };
}
