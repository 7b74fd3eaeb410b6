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
  return new Within(diagnostics, context);
}

/** A class, for there is one for each changeset and each change, and hardly any of them is ever told something. */
class Within implements Diagnostics {
  private readonly outer: Diagnostics;
  private readonly context: Partial<ErrorFields>;

  constructor(outer: Diagnostics, context: Partial<ErrorFields>) {
    this.outer = outer;
    this.context = context;
  }

  get errors(): readonly ChangelogError[] {
    return this.outer.errors;
  }

  get warnings(): readonly ChangelogError[] {
    return this.outer.warnings;
  }

  error(code: ErrorCode, fields: ErrorFields): void {
    this.outer.error(code, { ...this.context, ...fields });
  }

  add(error: ChangelogError): void {
    for (const problem of error.problems) this.outer.add(problem.with(this.context));
  }

  warn(code: ErrorCode, fields: ErrorFields): void {
    this.outer.warn(code, { ...this.context, ...fields });
  }

  throwIfAny(): void {
    this.outer.throwIfAny();
  }
}

/** The same collector, which hears of errors by another way. */
export function withErrors(diagnostics: Diagnostics, error: Diagnostics['error']): Diagnostics {
  return {
    errors: diagnostics.errors,
    warnings: diagnostics.warnings,
    error,
    add: (one) => diagnostics.add(one),
    warn: (code, fields) => diagnostics.warn(code, fields),
    throwIfAny: () => diagnostics.throwIfAny(),
  };
}
