import { ChangelogError, fail } from '../core/error.js';
import type { PreconditionContext, Verdict } from '../define/precondition.js';
import type { OnFail, PreconditionNode, Preconditions } from '../model/change.js';
import { preconditionDefinitions } from '../preconditions/index.js';

/** What the `preConditions` of a changeset or file decide. `message` says which condition did not hold, or what went wrong. */
export type PreconditionOutcome =
  | { readonly kind: 'hold' }
  | { readonly kind: 'fail'; readonly then: OnFail; readonly message: string }
  | { readonly kind: 'error'; readonly then: OnFail; readonly message: string; readonly error: ChangelogError };

/**
 * Evaluates a block; its conditions hold together. Never throws for a condition that fails or cannot be evaluated.
 * @param script the statements are written instead of run: then `onSqlOutput` decides whether conditions count at all.
 */
export async function evaluatePreconditions(
  block: Preconditions,
  context: PreconditionContext,
  script: boolean,
): Promise<PreconditionOutcome> {
  if (script && block.onSqlOutput === 'IGNORE') return { kind: 'hold' };
  if (script && block.onSqlOutput === 'FAIL')
    return { kind: 'fail', then: 'HALT', message: 'onSqlOutput is FAIL: the changeset is not to be written as a script' };
  try {
    for (const condition of block.conditions) {
      const verdict = await evaluate(condition, context);
      if (verdict !== true) return { kind: 'fail', then: block.onFail, message: block.onFailMessage ?? verdict };
    }
    return { kind: 'hold' };
  } catch (thrown) {
    const error =
      thrown instanceof ChangelogError ? thrown : new ChangelogError('PRECONDITION_ERROR', { message: String(thrown), cause: thrown });
    return { kind: 'error', then: block.onError, message: block.onErrorMessage ?? error.message, error };
  }
}

async function evaluate(node: PreconditionNode, context: PreconditionContext): Promise<Verdict> {
  const definition = preconditionDefinitions.get(node.name);
  if (definition === undefined) fail('PARSE_UNKNOWN_PRECONDITION', { message: `unknown precondition "${node.name}"`, source: node.source });
  const nested = node.nested.map((inner) => () => evaluate(inner, context));
  return definition.evaluate(node, context, nested);
}
