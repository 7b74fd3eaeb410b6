import { engineVersion } from '../core/version.js';

/**
 * The program behind `changelog`. Sets the exit code and ends the process when everything is written, never in the middle of output. What
 * a call does not need is not loaded: `--version` reads package.json and nothing else.
 */
export async function main(argv: readonly string[]): Promise<void> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-v')) {
    process.stdout.write(`${engineVersion()}\n`);
    return;
  }
  const [{ runCli }, { withProcess }] = await Promise.all([import('./run.js'), import('./process-io.js')]);
  process.exitCode = await withProcess((io) => runCli(argv, io));
  // Left to itself, Node first takes its heap apart, which takes longer than a small run. Where output waits for a slow reader, it is left so.
  if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
}
