import type { ErrorCode } from './error-codes.js';
import { ChangelogError, type ErrorFields } from './error.js';

/** Collects the problems of a changelog, so that one run reports them all. */
export interface Diagnostics {
  readonly errors: readonly ChangelogError[];
  readonly warnings: readonly ChangelogError[];
  error(code: ErrorCode, fields: ErrorFields): void;
  add(error: ChangelogError): void;
  warn(code: ErrorCode, fields: ErrorFields): void;
  /** Throws one error that carries all collected ones, in file order of discovery; does nothing where there is none. */
  throwIfAny(): void;
}

export function createDiagnostics(): Diagnostics {
  const errors: ChangelogError[] = [];
  const warnings: ChangelogError[] = [];
  return {
    errors,
    warnings,
    error: (code, fields) => void errors.push(new ChangelogError(code, fields)),
    add: (error) => void errors.push(...error.problems),
    warn: (code, fields) => void warnings.push(new ChangelogError(code, fields)),
    throwIfAny() {
      const [first] = errors;
      if (first === undefined) return;
      if (errors.length === 1) throw first;
      throw new ChangelogError(first.code, { message: `${errors.length} problems: ${first.message}`, source: first.source }, errors);
    },
  };
}

/** The same collector, filling in what is known at this point (the changeset, the change) where a problem does not say. */
export function within(diagnostics: Diagnostics, context: Partial<ErrorFields>): Diagnostics {
  return {
    errors: diagnostics.errors,
    warnings: diagnostics.warnings,
    throwIfAny: () => diagnostics.throwIfAny(),
    error: (code, fields) => diagnostics.error(code, { ...context, ...fields }),
    add: (error) => error.problems.forEach((problem) => diagnostics.add(problem.with(context))),
    warn: (code, fields) => diagnostics.warn(code, { ...context, ...fields }),
  };
}
