import { thisHost } from '../core/host.js';
import { Interruption, type CliIo, type OutputPort } from './cli-io.js';
import { prepareForLongRun } from './long-run.js';

const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Runs `work` with the streams, environment and signals of this process. The first signal ends the run in good order, a second one at once. */
export async function withProcess(work: (io: CliIo) => Promise<number>): Promise<number> {
  const controller = new AbortController();
  const listeners = (Object.keys(signals) as (keyof typeof signals)[]).map((signal) => {
    const listener = (): void => {
      if (controller.signal.aborted) process.exit(signals[signal]);
      controller.abort(new Interruption(signal, signals[signal]));
    };
    process.on(signal, listener);
    return { signal, listener };
  });
  try {
    return await work({
      stdout: outputPort(process.stdout),
      stderr: outputPort(process.stderr),
      environment: process.env,
      cwd: process.cwd(),
      signal: controller.signal,
      // In this order: asking `process.stdin` opens it, and loads what it takes to read files as streams.
      ask: process.stderr.isTTY && process.stdin.isTTY ? ask : undefined,
      host: thisHost,
      onLongRun: prepareForLongRun,
    });
  } finally {
    for (const { signal, listener } of listeners) process.off(signal, listener);
  }
}

function outputPort(stream: NodeJS.WriteStream): OutputPort {
  let open = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    open = false;
    // EPIPE: the reader (head, less) has gone. A migration does not stop half-way for that.
    if (error.code !== 'EPIPE') process.exitCode ||= 1;
  });
  return {
    write(text) {
      if (open) stream.write(text);
    },
    isTerminal: stream.isTTY,
    // A pseudo-terminal without a size says 0.
    columns: () => (stream.isTTY && stream.columns > 0 ? stream.columns : undefined),
  };
}

async function ask(question: string, { hidden }: { readonly hidden: boolean }): Promise<string> {
  const [{ createInterface }, { Writable }] = await Promise.all([import('node:readline/promises'), import('node:stream')]);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: hidden ? silent : process.stderr, terminal: true });
  try {
    if (hidden) process.stderr.write(question);
    return await lines.question(hidden ? '' : question);
  } finally {
    lines.close();
    if (hidden) process.stderr.write('\n');
  }
}
