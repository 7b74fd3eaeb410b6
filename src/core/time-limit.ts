import { createContext, Script } from 'node:vm';
import { ChangelogError, fail, type ErrorFields } from './error.js';

const call = new Script('work()');
const idle = (): void => {};
let sandbox: { work: () => void } | undefined;

/**
 * Does work that has no end of its own making, such as matching a regular expression that somebody else wrote.
 * @throws PARSE_LIMIT with the given fields where it takes longer than that.
 */
export function withinTime<T>(milliseconds: number, work: () => T, fields: () => ErrorFields): T {
  let thrown: unknown;
  let result: { readonly value: T } | undefined;
  sandbox ??= createContext({ work: idle }) as { work: () => void };
  sandbox.work = () => {
    try {
      result = { value: work() };
    } catch (error) {
      thrown = error;
    }
  };
  try {
    // Whatever runs meanwhile is interrupted, also a regular expression that backtracks.
    call.runInContext(sandbox, { timeout: milliseconds });
  } catch (cause) {
    if ((cause as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') fail('PARSE_LIMIT', fields());
    throw cause;
  } finally {
    sandbox.work = idle;
  }
  if (result !== undefined) return result.value;
  throw thrown instanceof Error ? thrown : new ChangelogError('INTERNAL', { message: String(thrown) });
}
