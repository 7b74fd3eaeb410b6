import { spawn } from 'node:child_process';
import { release, type } from 'node:os';
import { ChangelogError } from './error.js';

export interface ProgramOptions {
  readonly cwd: string;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a program without a shell and waits for it. Its output is read and thrown away, as it may hold anything; only how it ended counts.
 * @throws PROGRAM_FAILED where it cannot be started, ends with another code than 0, or takes too long.
 */
export function runProgram([executable = '', ...args]: readonly string[], options: ProgramOptions): Promise<void> {
  const { cwd, timeoutMs, signal } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(executable, args, {
      cwd,
      stdio: 'ignore',
      // A timer of more than 24 days would go off at once.
      ...(timeoutMs !== undefined && { timeout: Math.min(timeoutMs, 2 ** 31 - 1) }),
      ...(signal && { signal }),
    });
    const failed = (message: string, cause?: unknown): void =>
      reject(new ChangelogError('PROGRAM_FAILED', { message: `the program "${executable}" ${message}`, cause }));
    child.on('error', (cause) => failed(`could not be run: ${cause.message}`, cause));
    child.on('exit', (code, killedBy) => {
      if (code === 0) resolve();
      else if (killedBy !== null)
        failed(timeoutMs === undefined ? `was ended by ${killedBy}` : `took longer than ${timeoutMs / 1000} s and was ended`);
      else failed(`ended with code ${code}`);
    });
  });
}

/** Whether one of the names, as Java spells operating systems (`Linux`, `Mac OS X`, `Windows 10`), means this machine. No name means all. */
export function isThisSystem(names: readonly string[]): boolean {
  const own = type() === 'Darwin' ? 'mac os x' : type() === 'Windows_NT' ? `windows ${release().split('.')[0]}` : type().toLowerCase();
  return (
    names.length === 0 ||
    names.some((name) => name.toLowerCase() === own || (own.startsWith('windows') && name.toLowerCase().startsWith('windows')))
  );
}
