import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changeDefinitions } from '../src/changes/index.js';
import { preconditionDefinitions } from '../src/preconditions/index.js';

const root = join(import.meta.dirname, '..', 'src');

/** Which folders a folder may import from, besides itself. Read it left to right: everything flows towards `cli`. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  model: ['core'],
  define: ['core', 'model'],
  changes: ['core', 'model', 'define'],
  preconditions: ['core', 'model', 'define'],
  filter: ['core', 'model'],
  dialects: ['core', 'model', 'define'],
  parse: ['core', 'model', 'define', 'changes', 'preconditions', 'filter'],
  write: ['core', 'model', 'define', 'changes', 'preconditions'],
  diff: ['core', 'model', 'define', 'changes', 'dialects'],
  state: ['core', 'model', 'define', 'filter', 'dialects'],
  snapshot: ['core', 'model', 'define', 'dialects'],
  report: ['core', 'model'],
  plan: ['core', 'model', 'define', 'changes', 'filter', 'dialects', 'state'],
  execute: ['core', 'model', 'define', 'changes', 'preconditions', 'filter', 'dialects', 'state', 'plan'],
  commands: [
    'core',
    'model',
    'define',
    'changes',
    'preconditions',
    'filter',
    'dialects',
    'parse',
    'state',
    'plan',
    'execute',
    'write',
    'snapshot',
    'diff',
    'report',
  ],
  cli: ['core', 'model', 'commands', 'parse'],
};

/** Packages, and the only places that may import them. */
const fences: readonly { readonly package: RegExp; readonly allowed: RegExp }[] = [
  {
    package: /^(?:pg|@electric-sql\/pglite|mysql2|mssql|oracledb|libsql)(?:\/|$)/,
    allowed: /^dialects\/[^/]+\/[^/]*driver[^/]*\.ts$|^dialects\/[^/]+\/driver\//,
  },
  { package: /^(?:yaml|fast-xml-parser)(?:\/|$)/, allowed: /^parse\/|^snapshot\/parse-yaml\.ts$/ },
  { package: /^ajv(?:\/|$)/, allowed: /^parse\/validate\.ts$/ },
  { package: /^node:fs(?:\/|$)/, allowed: /^(?:core|cli)\/|^dialects\/sqlite\/|^dialects\/read-tls-files\.ts$/ },
];

interface Import {
  readonly from: string;
  readonly target: string;
  /** Only types: nothing is loaded. */
  readonly typeOnly: boolean;
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sourceFiles(path) : path.endsWith('.ts') ? [path] : [];
  });
}

const files = sourceFiles(root).map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));
const imports: readonly Import[] = files.flatMap(({ path, text }) =>
  [...text.matchAll(/(import\s+type\s[^;]*?from\s+|from\s+|import\s*\(\s*|^import\s+)'([^']+)'/gm)].map((match) => ({
    from: path,
    target: match[2] ?? '',
    typeOnly: match[1]?.startsWith('import type') ?? false,
  })),
);

const folderOf = (path: string): string => path.split('/')[0] ?? '';

describe('the architecture', () => {
  it('has no folder that the import matrix does not know', () => {
    const folders = new Set(files.map((file) => folderOf(file.path)).filter((folder) => !folder.endsWith('.ts')));
    expect([...folders].filter((folder) => !(folder in mayImport))).toEqual([]);
  });

  it('lets imports flow one way only', () => {
    const wrong = imports
      .filter(({ target }) => target.startsWith('.'))
      .map(({ from, target }) => ({ from, to: normalize(join(dirname(from), target)) }))
      .filter(({ from, to }) => folderOf(from) !== folderOf(to) && from !== 'index.ts')
      .filter(({ from, to }) => !(mayImport[folderOf(from)] ?? []).includes(folderOf(to)))
      .map(({ from, to }) => `${from} imports ${to}`);
    expect(wrong).toEqual([]);
  });

  it('keeps third-party packages behind their fences', () => {
    const wrong = imports
      .filter(({ typeOnly }) => !typeOnly)
      .flatMap(({ from, target }) =>
        fences.filter((fence) => fence.package.test(target) && !fence.allowed.test(from)).map(() => `${from} imports ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it('loads drivers only when a connection is made', () => {
    const eager = files.flatMap(({ path, text }) =>
      [...text.matchAll(/^import\s+(?!type\b)[^;]*?from\s+'(pg|@electric-sql\/pglite|mysql2|mssql|oracledb|libsql)(?:\/[^']*)?'/gm)].map(
        (match) => `${path}: ${match[0]}`,
      ),
    );
    expect(eager).toEqual([]);
  });

  it('reads no environment and prints nothing below the command line', () => {
    const wrong = files
      // TZ is no setting of ours: the runtime reads it, and so does what finds out the zone without asking the runtime.
      .filter(({ path }) => !path.startsWith('cli/') && path !== 'core/time-zone.ts')
      .filter(({ text }) => /\bconsole\.\w+\(|\bprocess\.(?:env|argv|exit|stdout|stderr|stdin|cwd)\b/.test(text))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  const shared = files.filter(({ path }) => /^(?:plan|execute|state|filter|commands|define|write|snapshot|diff)\//.test(path));

  it('asks definitions and traits instead of names in shared code', () => {
    const wrong = shared
      .filter(({ text }) => /(?:dialect|change|first|node|definition)\.name\s*[=!]==?\s*'/.test(text))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it('compares nothing in shared code with the name of a change type or precondition', () => {
    // One word such as `update` or `dbms` may mean something else.
    const names = [...changeDefinitions.keys(), ...preconditionDefinitions.keys()].filter((name) => /[A-Z]/.test(name));
    const compared = new RegExp(`[!=]==?\\s*'(?:${names.join('|')})'|case '(?:${names.join('|')})':`);
    expect(shared.filter(({ text }) => compared.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
