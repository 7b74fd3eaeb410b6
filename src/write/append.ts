import { fail } from '../core/error.js';
import type { Changeset } from '../model/changelog.js';
import { writeChangelog, type ChangelogFormat, type WriteOptions } from './write.js';

/**
 * The text of a changelog with changesets behind those that it has. Nothing else changes: not a byte before, between or after them. Line
 * ends are those of the file.
 * @throws WRITE_FORMAT where the place for them cannot be found, or the format cannot hold them.
 */
export function appendChangesets(
  text: string,
  changesets: readonly Changeset[],
  format: ChangelogFormat,
  options: WriteOptions = {},
): string {
  if (text.trim() === '') return writeChangelog(changesets, format, options);
  if (changesets.length === 0) return text;
  const appended = appenders[format](text, writeChangelog(changesets, format, options), options);
  const [before, added, after] = appended;
  return before + (text.includes('\r\n') ? added.replaceAll(/\r?\n/g, '\r\n') : added) + after;
}

/** What stands before the new text, the new text, and what stands after it. `whole` is a changelog with nothing but the new changesets. */
type Append = (text: string, whole: string, options: WriteOptions) => readonly [string, string, string];

const noPlace = (what: string, { file }: WriteOptions): never =>
  fail('WRITE_FORMAT', {
    message: `${file ?? 'the changelog'} ${what}`,
    hint: 'write the changesets into a new file and include it',
  });

const appendXml: Append = (text, whole, options) => {
  const bare = text.replace(/<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>/g, (part) => ' '.repeat(part.length));
  const lines = whole.slice(whole.indexOf('\n\n') + 1, whole.lastIndexOf('\n</databaseChangeLog>'));
  const end = /<\/databaseChangeLog\s*>\s*$/.exec(bare);
  if (end !== null) {
    const start = lineStart(text, end.index);
    return [text.slice(0, start), `${start === end.index ? '' : '\n'}${lines}\n`, text.slice(start)];
  }
  const single = /<databaseChangeLog\b[^>]*?(\s*\/>)\s*$/.exec(bare);
  if (single === null) return noPlace('has no end of databaseChangeLog where changesets could be put', options);
  const at = single.index + single[0].lastIndexOf(single[1] ?? '');
  return [text.slice(0, at), `>\n${lines}\n</databaseChangeLog>`, text.slice(at + (single[1] ?? '').length)];
};

/** The start of the line where nothing but blanks stands before the place, else the place itself. */
function lineStart(text: string, at: number): number {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return text.slice(start, at).trim() === '' ? start : at;
}

const appendYaml: Append = (text, whole, options) => {
  const key = /^(?:"databaseChangeLog"|'databaseChangeLog'|databaseChangeLog)[ \t]*:[ \t]*(\S[^\n]*)?$/m.exec(text.replaceAll('\r', ''));
  if (key === null) return noPlace('has no databaseChangeLog in block style that could be added to', options);
  const value = (key[1] ?? '').replace(/(?:^|\s)#.*$/, '').trim();
  if (value !== '' && value !== '[]') return noPlace('has its changesets in flow style, which cannot be added to line by line', options);
  const kept = value === '[]' ? text.replace(/(databaseChangeLog["']?[ \t]*:[ \t]*)\[\]/, '$1') : text;
  const from = kept.indexOf('databaseChangeLog');
  const [, indent = '  '] = /\n( *)- /.exec(kept.slice(from)) ?? [];
  const items = whole.slice(whole.indexOf('\n') + 1).replace(/^ {2}/gm, indent);
  const end = /(?:^|\n)\.\.\.[ \t]*\r?\n?[ \t\r\n]*$/.exec(kept);
  const at = end === null ? kept.length : end.index + (end[0].startsWith('\n') ? 1 : 0);
  const before = kept.slice(0, at);
  return [before, `${before.endsWith('\n') || before === '' ? '' : '\n'}${items}`, kept.slice(at)];
};

const appendJson: Append = (text, whole, options) => {
  const list = findList(text);
  if (list === undefined) return noPlace('has no list databaseChangeLog that could be added to', options);
  const inner = whole.slice(whole.indexOf('[') + 1, whole.lastIndexOf(']')).trimEnd();
  const before = text.slice(0, list.end);
  const kept = before.trimEnd();
  const isEmpty = kept.endsWith('[') && kept.length - 1 === list.start;
  const indent = /\n([ \t]*)\S/.exec(text.slice(list.start, list.end))?.[1] ?? '    ';
  const items = inner.replace(/\n {4}/g, `\n${indent}`);
  const closing = before.slice(kept.length).includes('\n')
    ? before.slice(kept.length)
    : `\n${indent.slice(0, Math.max(0, indent.length - 2))}`;
  return [kept, `${isEmpty ? '' : ','}${items}${closing}`, text.slice(list.end)];
};

/** Where the brackets of the list stand. */
function findList(text: string): { readonly start: number; readonly end: number } | undefined {
  const opened: string[] = [];
  let key: string | undefined;
  let start: number | undefined;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}:,]/g)) {
    if (token.startsWith('"')) {
      if (opened.length === 1) key = token;
    } else if (token === '[' || token === '{') {
      if (token === '[' && opened.length === 1 && key === '"databaseChangeLog"') start = index;
      opened.push(token);
    } else if (token === ']' || token === '}') {
      opened.pop();
      if (token === ']' && opened.length === 1 && start !== undefined) return { start, end: index };
    }
  }
  return undefined;
}

const appendSql: Append = (text, whole, options) => {
  if (!/^\s*--\s*liquibase\s+formatted\s+sql/i.test(text.replace(/^\uFEFF/, '')))
    return noPlace('does not start with "--liquibase formatted sql"', options);
  const added = whole.slice(whole.indexOf('\n') + 1);
  return [text, `${text.endsWith('\n') ? '' : '\n'}${added}`, ''];
};

const appenders: Readonly<Record<ChangelogFormat, Append>> = { xml: appendXml, yaml: appendYaml, json: appendJson, sql: appendSql };
