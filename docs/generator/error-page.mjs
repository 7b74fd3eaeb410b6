import { errorCodes, exitCodes } from '../../dist/core/error-codes.js';
import { code, plain, table } from './markdown.mjs';

/** The page of all error codes, grouped by the first word of the code. */
export function errorPage() {
  const groups = new Map();
  for (const [name, info] of Object.entries(errorCodes)) {
    const group = name.split('_')[0];
    groups.set(group, [...(groups.get(group) ?? []), [code(name), plain(info.title), exitCodes[info.exit], plain(info.hint ?? '')]]);
  }
  const single = [...groups].filter(([, rows]) => rows.length === 1);
  const several = [...groups].filter(([, rows]) => rows.length > 1);
  const head = ['code', 'meaning', 'exit', 'hint'];
  return `# Error codes

<!-- Written by npm run generate from src/core/error-codes.ts. -->

Every error has one of these codes, and a place where there is one. \`changelog help errors CODE\` prints the same on a terminal. A hint stands
here where it is the same for every error of the code; most errors bring one of their own.

${several.map(([group, rows]) => `## ${group}\n\n${table(head, rows)}`).join('\n')}
## Others

${table(
  head,
  single.flatMap(([, rows]) => rows),
)}
Exit codes are listed in [the command line](command-line.md#exit-codes).
`;
}
