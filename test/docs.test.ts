import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../src/core/error-codes.js';

const root = join(import.meta.dirname, '..');

/** Generators run on the built code: `npm test` builds first. */
const generator = join(root, 'docs', 'generator', 'pages.mjs');
const { pages } = (await import(generator)) as { pages(): Promise<ReadonlyMap<string, string>> };

const files = (folder: string, extension: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension) && !name.includes('node_modules'))
    .map((name) => join(folder, name));

describe('the generated pages', async () => {
  const generated = await pages();

  it('are those that the definitions give; npm run generate writes them', () => {
    const stale = [...generated].filter(([path, text]) => !existsSync(join(root, 'docs', path)) || read(join('docs', path)) !== text);
    expect(stale.map(([path]) => path)).toEqual([]);
  });

  it('leave no page of something that is gone', () => {
    const kept = [...files('docs/changes', '.md'), ...files('docs/commands', '.md')].map((path) => path.slice('docs/'.length));
    expect(kept.filter((path) => !generated.has(path))).toEqual([]);
  });
});

describe('the documents', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...files('docs', '.md')];

  it('link only to files and headings that exist', () => {
    expect(documents.flatMap((document) => brokenLinks(document))).toEqual([]);
  });
});

describe('every error code', () => {
  const sources = files('src', '.ts')
    .filter((path) => !path.endsWith('error-codes.ts'))
    .map(read)
    .join('\n');

  it('is used', () => {
    expect(Object.keys(errorCodes).filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
  });

  it('that is used stands in the table', () => {
    const prefixes = [...new Set(Object.keys(errorCodes).map((code) => code.split('_')[0]))].join('|');
    const used = sources.matchAll(new RegExp(`'((?:${prefixes})_[A-Z_]+)'`, 'g'));
    expect([...new Set([...used].map(([, code = '']) => code))].filter((code) => !(code in errorCodes))).toEqual([]);
  });
});

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function brokenLinks(document: string): readonly string[] {
  const text = read(document)
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [path = '', heading] = link.split('#');
    const target = path === '' ? document : join(dirname(document), path);
    if (!existsSync(join(root, target))) return [`${document}: ${link}`];
    return heading === undefined || headings(target).includes(heading) ? [] : [`${document}: ${link}`];
  });
}

/** Anchors of a page's headings, made as GitHub makes them. */
function headings(path: string): readonly string[] {
  return [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
