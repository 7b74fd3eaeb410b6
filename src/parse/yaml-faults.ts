import { isCollection, isScalar, visit, type Document, type YAMLError } from 'yaml';
import { ChangelogError, fail } from '../core/error.js';
import type { LineIndex } from '../core/source.js';

/** @throws ChangelogError PARSE_SYNTAX at the first character that YAML does not allow. Source: SnakeYAML 2.2 `StreamReader`. */
export function checkCharacters(text: string, lines: LineIndex): void {
  const match = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\uFFFE\uFFFF]/.exec(text);
  if (match === null) return;
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  fail('PARSE_SYNTAX', { message: `the character U+${code} is not allowed in YAML`, source: lines.at(match.index) });
}

/** More faults than that tell nobody more, and each takes time. */
const maxFaults = 100;

/** @throws ChangelogError PARSE_SYNTAX for what the parser found wrong with the structure: each key given twice, and the first break. */
export function checkSyntax(documents: readonly Document[], lines: LineIndex): void {
  const all = documents.flatMap((document) => document.errors.map((error) => ({ error, document })));
  // What follows the first break in the structure is mostly a consequence of it; a key given twice stands for itself.
  const broken = all.findIndex(({ error }) => error.code !== 'DUPLICATE_KEY');
  const told = (broken < 0 ? all : all.slice(0, broken + 1)).slice(0, maxFaults);
  const errors = told.map(({ error, document }) => {
    const opened = openedAt(error, document);
    const hint = opened === undefined ? hints[error.code] : 'add what closes it';
    return new ChangelogError('PARSE_SYNTAX', { message: sentence(error.message), source: lines.at(opened ?? error.pos[0]), hint });
  });
  const [first] = errors;
  if (first === undefined) return;
  throw new ChangelogError('PARSE_SYNTAX', { message: first.message, source: first.source, hint: first.hint }, errors);
}

/** For a quote or bracket that is never closed: where it stands, because the parser points at the end of the file. */
function openedAt({ message, pos }: YAMLError, document: Document): number | undefined {
  const isOpen = message.startsWith('Missing closing')
    ? (node: unknown): boolean => isScalar(node) && node.type?.startsWith('QUOTE') === true
    : /must be sufficiently indented and end with|^Expected flow \w+ to end with/.test(message)
      ? (node: unknown): boolean => isCollection(node) && node.flow === true
      : undefined;
  if (isOpen === undefined) return undefined;
  let found: number | undefined;
  visit(document, {
    Node(_, node) {
      const [start, end] = node.range ?? [Infinity, 0];
      if (isOpen(node) && start < pos[0] && end >= pos[0]) found = start;
    },
  });
  return found;
}

const sentence = (message: string): string =>
  message.charAt(0).toLowerCase() + message.slice(1).replace(/ closing (["'])quote$/, ' closing quote ($1)');

const hints: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces',
  DUPLICATE_KEY: 'remove one of the two, or make a list of them',
  BLOCK_AS_IMPLICIT_KEY: 'put quotes around text that holds a colon and a space',
  BAD_INDENT: 'entries of one map must start in the same column',
  MULTILINE_IMPLICIT_KEY: 'is a colon, or the space after it, missing?',
  BAD_SCALAR_START: 'put quotes around the text',
  UNEXPECTED_TOKEN: 'put quotes around the whole text',
};
