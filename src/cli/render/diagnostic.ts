import type { ChangelogError, FailedStatement } from '../../core/error.js';
import { formatSource, type Source } from '../../core/source.js';
import { visible, type Style } from './style.js';

export interface DiagnosticOptions {
  readonly style: Style;
  /** The text of a changelog file, by the name a Source has for it; undefined where it cannot be read. */
  readonly sourceText: (file: string) => string | undefined;
  /** Columns to keep code lines within. */
  readonly width: number;
}

/** An error as people read it: code and message, place with the line it stands on, changeset, statement, hint. Ends with a line break. */
export function renderError(error: ChangelogError, options: DiagnosticOptions): string {
  const { style } = options;
  const more = error.problems.length - 1;
  const parts = error.problems.map((problem) => renderProblem(problem, style.red(style.bold(`error[${problem.code}]`)), options));
  return parts.join('\n') + (more > 0 ? `\n${style.bold(`${more + 1} problems`)}\n` : '');
}

export function renderWarning(warning: ChangelogError, options: DiagnosticOptions): string {
  return renderProblem(warning, options.style.yellow(options.style.bold('warning')), options);
}

function renderProblem(problem: ChangelogError, label: string, options: DiagnosticOptions): string {
  const { style } = options;
  const server = [problem.dialect, problem.serverCode].filter((part) => part !== undefined).join(' ');
  const lines = [`${label} ${style.bold(visible(problem.message))}${server === '' ? '' : ` (${server})`}`];
  const { source, changeset } = problem;
  const id = changeset === undefined ? undefined : `changeset ${changeset.path}::${changeset.id}::${changeset.author}`;
  const change = problem.change === undefined ? undefined : `change ${problem.change}`;
  const where = [source === undefined ? undefined : formatSource(source), id, change].filter((part) => part !== undefined).map(visible);
  if (where.length > 0) lines.push(`  ${style.cyan('-->')} ${where.join('   ')}`);
  // A line of a settings file may hold a secret, whatever it is called.
  if (source !== undefined && !problem.code.startsWith('CONFIG_')) lines.push(...codeFrame(source, options));
  if (problem.statement !== undefined) lines.push(...statementLines(problem.statement, options));
  if (problem.hint !== undefined)
    for (const [i, line] of problem.hint.split('\n').entries()) lines.push(`  ${i === 0 ? style.green('hint') : '    '} ${visible(line)}`);
  return `${lines.join('\n')}\n`;
}

/** The line of the changelog and a caret below the place. */
function codeFrame(source: Source, { style, sourceText, width }: DiagnosticOptions): readonly string[] {
  const line = sourceText(source.file)?.split('\n')[source.line - 1]?.replace(/\r$/, '');
  if (line === undefined) return [];
  const number = String(source.line).padStart(5);
  const cut = window(line, source.column - 1, Math.max(20, width - 9));
  const under = markLength(line, source.column - 1);
  return [
    `${style.dim(`${number} |`)} ${cut.text}`,
    `${' '.repeat(5)} ${style.dim('|')} ${' '.repeat(cut.at)}${style.red('^'.repeat(Math.max(1, Math.min(under, cut.text.length - cut.at))))}`,
  ];
}

/** How much of the line the caret covers: the name or word that starts there. */
function markLength(line: string, column: number): number {
  return /^(?:<?[\w:.-]+|"[^"]*"|'[^']*'|\S)/.exec(line.slice(column))?.[0].length ?? 1;
}

/** A part of a long line around a position, tabs as blanks, and where the position is in it. */
function window(line: string, position: number, width: number): { readonly text: string; readonly at: number } {
  const clean = visible(line.replaceAll('\t', ' '));
  if (clean.length <= width) return { text: clean, at: Math.min(position, clean.length) };
  const start = Math.max(0, Math.min(position - Math.floor(width / 3), clean.length - width + 1));
  const head = start > 0 ? '…' : '';
  const text = head + clean.slice(start, start + width - head.length);
  return { text: start + width - head.length < clean.length ? `${text.slice(0, -1)}…` : text, at: position - start + head.length };
}

const SQL_LINES = 12;

/** The statement, with a caret where the server pointed; of a long one the part around that place. */
function statementLines(statement: FailedStatement, { style, width }: DiagnosticOptions): readonly string[] {
  const lines = statement.sql.trimEnd().split('\n');
  const position = statement.offset === undefined ? undefined : lineAt(statement.sql, statement.offset);
  const start = position === undefined ? 0 : Math.max(0, Math.min(position.line - Math.floor(SQL_LINES / 2), lines.length - SQL_LINES));
  const shown = lines.slice(start, start + SQL_LINES);
  const place =
    statement.index === undefined ? '' : `      (statement ${statement.index}${statement.of === undefined ? '' : ` of ${statement.of}`})`;
  const result: string[] = [];
  if (start > 0) result.push(`       … ${start} lines`);
  for (const [i, line] of shown.entries()) {
    const here = position !== undefined && position.line === start + i ? position.column : undefined;
    const cut = window(line.replace(/\r$/, ''), here ?? 0, Math.max(20, width - 7));
    const label = i === 0 && start === 0 ? style.cyan('sql') : '   ';
    result.push(`  ${label}  ${cut.text}${i === 0 ? style.dim(place) : ''}`);
    if (here !== undefined) result.push(`       ${' '.repeat(cut.at)}${style.red('^')}`);
  }
  const left = lines.length - start - shown.length;
  if (left > 0) result.push(`       … ${left} more lines`);
  return result;
}

function lineAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

/** The same for programs, one object per problem. */
export function errorToJson(error: ChangelogError): Readonly<Record<string, unknown>> {
  return withoutUndefined({
    code: error.code,
    message: error.message,
    source: error.source,
    changeset: error.changeset,
    change: error.change,
    statement: error.statement,
    dialect: error.dialect,
    serverCode: error.serverCode,
    hint: error.hint,
  });
}

function withoutUndefined(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
