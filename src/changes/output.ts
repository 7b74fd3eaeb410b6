import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';

const targets = {
  STDOUT: 'STDOUT',
  STDERR: 'STDERR',
  DEBUG: 'DEBUG',
  INFO: 'INFO',
  WARN: 'WARN',
  WARNING: 'WARN',
  SEVERE: 'FATAL',
  FATAL: 'FATAL',
  ERROR: 'FATAL',
} as const;

const targetOf = (text: string) =>
  targets[text.toUpperCase() as keyof typeof targets] as (typeof targets)[keyof typeof targets] | undefined;

export const output = defineChange({
  name: 'output',
  summary: 'Prints a message and goes on',
  fields: {
    message: required(string('The message', { xml: 'body' })),
    target: string('Where it goes: STDOUT, STDERR (the default), or the log as DEBUG, INFO, WARN or FATAL'),
  },
  examples: [{ message: 'Make sure you feed the cat', target: 'STDERR' }],
  normalize: (p) => ({ message: p.message.trim(), target: p.target?.trim() || 'STDERR' }),
  check(p) {
    const problems = p.message.trim() === '' ? [{ message: 'has no message' }] : [];
    if (targetOf(p.target ?? 'STDERR') !== undefined) return problems;
    const hint = 'use STDOUT, STDERR, DEBUG, INFO, WARN or FATAL';
    return [...problems, { message: `does not know the target "${p.target}"`, field: 'target', hint }];
  },
  confirm: (p) => `Output: ${p.message}`,
  // A generator: the message is printed when its turn comes.
  // oxlint-disable-next-line require-yield
  *statements(p, context) {
    context.say(p.message, targetOf(p.target ?? 'STDERR') ?? 'STDERR');
  },
  inverse: () => [],
});
