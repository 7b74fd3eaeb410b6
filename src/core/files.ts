import { closeSync, openSync, readFileSync, readSync, readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { decodePieces, decodeText } from './charset.js';
import { fail } from './error.js';
import { collapsePath } from './path.js';
import type { Resource, Resources } from './resources.js';
import { suggest } from './suggest.js';

const pieceSize = 1 << 16;

/**
 * Files below the given folders, searched in order. Paths in changelogs are relative to one of them; `classpath:`, a leading slash, a
 * drive letter and backslashes are put up with, and an absolute path into one of the folders is taken for the relative one.
 * Archives (`.jar`, `.zip`), which a class path may name, hold drivers and are passed over.
 * Source: Liquibase `SearchPathResourceAccessor`, `AbstractPathResourceAccessor`.
 * @param roots folders, relative to `cwd`
 * @throws CONFIG_INVALID_VALUE where a root is no folder.
 */
export function searchPathResources(roots: readonly string[], cwd: string): Resources {
  const folders = roots.filter((root) => !/\.(?:jar|zip)$/i.test(root)).map((root) => resolve(cwd, root));
  for (const folder of folders) {
    if (statOf(folder)?.isDirectory() !== true)
      fail('CONFIG_INVALID_VALUE', { message: `the search path names "${folder}", which is no folder`, hint: 'correct --search-path' });
  }
  const unique = [...new Set(folders)];
  return {
    roots: unique,
    find(path) {
      const found = findAll(unique, inside(path));
      const [first] = found.length > 0 ? found : findAll(unique, insideAbsolute(unique, path));
      if (found.length > 1) {
        fail('PARSE_DUPLICATE_FILE', {
          message: `"${path}" exists ${found.length} times on the search path: ${found.map((file) => file.location).join(', ')}`,
        });
      }
      return first;
    },
    list(directory) {
      const start = inside(directory);
      const files: Resource[] = [];
      let exists = false;
      for (const root of unique) {
        const folder = join(root, start);
        if (statOf(folder)?.isDirectory() !== true) continue;
        exists = true;
        collect(folder, start, files);
      }
      return exists ? files : undefined;
    },
    near(path) {
      const start = standardPath(path);
      for (const root of unique) {
        const near = nearIn(root, start.split('/'));
        if (near !== undefined && near !== start) return near;
      }
      return undefined;
    },
  };
}

/** The path as it is looked up below a root; `..` at its front would leave the root. */
function standardPath(path: string): string {
  return collapsePath(
    path
      .replaceAll('\\', '/')
      .replace(/^(?:classpath\*?:|file:(?=\/))/i, '')
      .replace(/^\/*[a-zA-Z]:(?=\/)/, ''),
  );
}

function inside(path: string): string {
  const standard = standardPath(path);
  if (standard === '..' || standard.startsWith('../')) {
    fail('PARSE_PATH_OUTSIDE', {
      message: `"${path}" leads out of the search path`,
      hint: 'add the folder it means to --search-path, and name the file from there',
    });
  }
  return standard;
}

/** What an absolute path is below the root that holds it. */
function insideAbsolute(roots: readonly string[], path: string): string | undefined {
  if (!isAbsolute(path)) return undefined;
  for (const root of roots) {
    const below = relative(root, path).replaceAll('\\', '/');
    if (below !== '' && !leadsOut(below)) return below;
  }
  return undefined;
}

/** Whether a path that `relative` made leaves its folder; on Windows it comes with backslashes, and absolute where the drive is another. */
function leadsOut(path: string): boolean {
  return /^\.\.(?:[\\/]|$)/.test(path) || isAbsolute(path);
}

function findAll(roots: readonly string[], path: string | undefined): readonly Resource[] {
  if (path === undefined || path === '') return [];
  const found = roots.map((root) => join(root, path)).filter((location) => statOf(location)?.isFile());
  return found.map((location) => fileResource(path, location));
}

function statOf(location: string): Stats | undefined {
  try {
    return statSync(location, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function fileResource(path: string, location: string): Resource {
  const read = (): Uint8Array => {
    try {
      const bytes = readFileSync(location);
      return /\.gz$/i.test(location) ? gunzip(bytes) : bytes;
    } catch (cause) {
      return fail('PARSE_FILE_UNREADABLE', { message: `"${path}" cannot be read: ${(cause as Error).message}`, cause });
    }
  };
  return {
    path,
    location,
    bytes: read,
    text: (encoding) => decodeText(read(), path, encoding),
    pieces: () => (/\.gz$/i.test(location) ? [read()] : pieces(path, location)),
    chunks: (encoding) => decodePieces(/\.gz$/i.test(location) ? [read()] : pieces(path, location), path, encoding),
  };
}

/** Few changelogs are compressed, so the library for it is not loaded before one is. */
const gunzip = (bytes: Uint8Array): Uint8Array => process.getBuiltinModule('node:zlib').gunzipSync(bytes);

function* pieces(path: string, location: string): Generator<Uint8Array, void, undefined> {
  let file: number | undefined;
  try {
    file = openSync(location, 'r');
    for (;;) {
      const buffer = Buffer.allocUnsafe(pieceSize);
      const length = readSync(file, buffer, 0, pieceSize, null);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    fail('PARSE_FILE_UNREADABLE', { message: `"${path}" cannot be read: ${cause.message}`, cause });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Adds the files below a folder, following symbolic links; one that leads back to a folder around it is an error. */
function collect(folder: string, path: string, files: Resource[]): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const location = join(folder, entry.name);
    const below = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isFile()) files.push(fileResource(below, location));
    else if (entry.isDirectory()) collect(location, below, files);
    else if (entry.isSymbolicLink()) {
      const target = statOf(location);
      if (target?.isFile()) files.push(fileResource(below, location));
      else if (target?.isDirectory()) {
        const around = relative(realpathSync(location), realpathSync(folder));
        if (!leadsOut(around))
          fail('PARSE_INCLUDE_CYCLE', { message: `"${below}" is a link to a folder that holds it`, hint: 'remove the link' });
        collect(location, below, files);
      }
    }
  }
}

/** An existing path whose parts equal the given ones but for slips of the pen. */
function nearIn(root: string, parts: readonly string[]): string | undefined {
  let folder = root;
  const found: string[] = [];
  for (const part of parts) {
    let entries: string[];
    try {
      entries = readdirSync(folder);
    } catch {
      return undefined;
    }
    const name = entries.includes(part) ? part : suggest(part, entries);
    if (name === undefined) return undefined;
    found.push(name);
    folder = join(folder, name);
  }
  return statOf(folder)?.isFile() ? found.join('/') : undefined;
}
