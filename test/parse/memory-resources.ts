import { createDiagnostics } from '../../src/core/diagnostics.js';
import { decodeText } from '../../src/core/charset.js';
import type { Resource, Resources } from '../../src/core/resources.js';
import type { ParseOptions } from '../../src/parse/parse.js';
import { parseChangelog } from '../../src/parse/parse.js';

const resource = (path: string, content: string): Resource => ({
  path,
  location: `/memory/${path}`,
  bytes: () => Buffer.from(content),
  text: (encoding) => decodeText(Buffer.from(content), path, encoding),
  pieces: () => [Buffer.from(content)],
  chunks: () => [content],
});

const clean = (path: string): string =>
  path
    .replace(/^classpath:/, '')
    .replace(/^\//, '')
    .replace(/\/$/, '');

/** A search path of one root whose files are given by path. */
export function memoryResources(files: Readonly<Record<string, string>>): Resources {
  return {
    roots: ['/memory'],
    find(path) {
      const content = files[clean(path)];
      return content === undefined ? undefined : resource(clean(path), content);
    },
    list(directory) {
      const inside = Object.entries(files).filter(([path]) => clean(directory) === '' || path.startsWith(`${clean(directory)}/`));
      return inside.length === 0 ? undefined : inside.map(([path, content]) => resource(path, content));
    },
    near: () => undefined,
  };
}

type Options = Partial<Omit<ParseOptions, 'resources' | 'diagnostics'>>;

const place = ({ source }: { source: { file: string; line: number; column: number } | undefined }) =>
  source === undefined ? 'nowhere' : `${source.file}:${source.line}:${source.column}`;

/** Reads the first of the files as the root changelog. */
export async function parseFiles(files: Readonly<Record<string, string>>, options: Options = {}) {
  const diagnostics = createDiagnostics();
  const [root = ''] = Object.keys(files);
  const changelog = await parseChangelog(root, { ...options, resources: memoryResources(files), diagnostics });
  return {
    changelog,
    changesets: changelog.changesets,
    errors: diagnostics.errors.map((error) => ({ code: error.code, at: place(error), message: error.message, hint: error.hint })),
    warnings: diagnostics.warnings.map((error) => ({ code: error.code, at: place(error), message: error.message })),
  };
}

/** Reads a formatted SQL file `a.sql` with the header before the given lines, so that the first of them is line 2. */
export async function parseSql(lines: string, options: Options = {}) {
  return parseFiles({ 'a.sql': `--liquibase formatted sql\n${lines}` }, options);
}
