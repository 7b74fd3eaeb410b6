import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fail } from './error.js';

/**
 * The text of a file of this machine (not of the search path); undefined where it does not exist. UTF-8, and what is not valid UTF-8 is
 * read as ISO 8859-1, the encoding of Java properties files. Throws CONFIG_FILE where it cannot be read.
 */
export function readLocalFile(directory: string, path: string): string | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(resolve(directory, path));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return fail('CONFIG_FILE', { message: `cannot read ${path}: ${reasonOf(cause)}`, cause });
  }
  return isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1');
}

/** Writes a file that must not be there yet, creating its folder. Throws CONFIG_FILE_EXISTS, CONFIG_FILE. */
export function writeNewFile(directory: string, path: string, text: string): void {
  const full = resolve(directory, path);
  try {
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text, { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') fail('CONFIG_FILE_EXISTS', { message: `${path} exists already`, cause });
    fail('CONFIG_FILE', { message: `cannot write ${path}: ${reasonOf(cause)}`, cause });
  }
}

/** A file that is being written, in order and without buffering. */
export interface FileWriter {
  readonly path: string;
  write(bytes: Uint8Array | string): void;
  close(): void;
}

/** Opens a file for writing, creating its folder; `append` keeps what is there. Throws CONFIG_FILE where that fails. */
export function openFileWriter(directory: string, path: string, options: { readonly append: boolean }): FileWriter {
  const full = resolve(directory, path);
  let handle: number | undefined;
  try {
    mkdirSync(dirname(full), { recursive: true });
    handle = openSync(full, options.append ? 'a' : 'w');
    if (fstatSync(handle).isDirectory()) throw new Error('it is a folder');
  } catch (cause) {
    return fail('CONFIG_FILE', { message: `cannot write ${path}: ${reasonOf(cause)}`, cause });
  }
  return {
    path: full,
    write(bytes) {
      if (handle === undefined) return;
      const buffer = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes;
      for (let done = 0; done < buffer.length;) done += writeSync(handle, buffer, done);
    },
    close() {
      if (handle !== undefined) closeSync(handle);
      handle = undefined;
    },
  };
}

function reasonOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  if (code === 'EISDIR') return 'it is a folder';
  return message;
}
