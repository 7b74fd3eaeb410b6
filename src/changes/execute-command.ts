import { defineChange } from '../define/change.js';
import { list, required, string, type Infer } from '../define/fields.js';

const fields = {
  executable: required(string('Program to run')),
  args: list('arg', { value: required(string('One argument')) }, 'Arguments of the program, in order', { checksum: false }),
  os: string('Operating systems to run it on, separated by commas, named as Java names them (Linux, Mac OS X, Windows 10 …)', {
    checksum: false,
  }),
  timeout: string('How long it may take: a number and s, m or h; seconds without a unit', { example: '10s' }),
};

const timeoutPattern = /^(\d{1,9})\s*([smh]?)$/i;
const unitSeconds: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600 };

function commandOf(p: Infer<typeof fields>): readonly string[] {
  return [p.executable, ...(p.args ?? []).map((arg) => arg.value)];
}

function milliseconds(timeout: string | undefined): number | undefined {
  const [, amount, unit = ''] = timeoutPattern.exec(timeout?.trim() ?? '') ?? [];
  return amount === undefined ? undefined : Number(amount) * (unitSeconds[unit.toLowerCase()] ?? 1) * 1000;
}

export const executeCommand = defineChange({
  name: 'executeCommand',
  summary: 'Runs a program on this machine; only where an option allows it. A script names it in a comment',
  fields,
  examples: [{ executable: 'mysqldump', args: [{ value: '--all-databases' }], timeout: '10m', os: 'Linux' }],
  needsOption: 'allowExecuteCommand',
  check: (p) =>
    p.timeout === undefined || timeoutPattern.test(p.timeout.trim())
      ? []
      : [{ message: `has the timeout "${p.timeout}"`, field: 'timeout', hint: 'write a number and s, m or h, e.g. 30s' }],
  confirm: (p) => `Shell command '${commandOf(p).join(' ')}' executed`,
  async *statements(p, context) {
    const command = commandOf(p);
    if (context.runProgram === undefined) yield { kind: 'comment', text: command.join(' ') };
    else {
      const systems = (p.os ?? '').split(',').map((name) => name.trim());
      await context.runProgram(command, { timeoutMs: milliseconds(p.timeout), systems: systems.filter((name) => name !== '') });
    }
  },
});
