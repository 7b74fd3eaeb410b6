import { fail } from '../core/error.js';
import type { CommandContext } from './context.js';
import { booleanOption } from './define.js';

export const force = booleanOption('Do it without a question', { default: false });

/** Goes on only with --force or the consent of a person. Throws CONFIG_CONFIRM. */
export async function confirmed(context: CommandContext, forced: boolean, question: string, refusal: string): Promise<void> {
  if (forced || (context.confirm !== undefined && (await context.confirm(question)))) return;
  fail('CONFIG_CONFIRM', { message: refusal });
}
