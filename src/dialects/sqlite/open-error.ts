import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ChangelogError } from '../../core/error.js';
import { messageOf } from '../connect-error.js';

/** Tells why a file could not be opened as a database, or could not be read once it was open. */
export function openError(cause: unknown, file: string): ChangelogError {
  const { code = '' } = cause as { code?: string };
  const error = (message: string, hint?: string): ChangelogError =>
    new ChangelogError('CONNECT_FAILED', { message, hint, dialect: 'sqlite', serverCode: code === '' ? undefined : code, cause });
  if (code === 'SQLITE_NOTADB') return error(`${file} is not a SQLite database`, 'is it another kind of file, or an encrypted database?');
  if (code.startsWith('SQLITE_BUSY')) return error(`${file} is locked by another process`, 'try again when that process is done');
  const reason = messageOf(cause);
  const path = file.replace(/^file:(?:\/\/(?=\/))?/, '').replace(/\?.*$/s, '');
  const directory = dirname(path);
  if (kindOf(directory) === undefined)
    return error(`cannot open ${file}: the directory ${directory} does not exist`, 'create the directory first');
  if (kindOf(path) === 'directory') return error(`cannot open ${file}: it is a directory`, 'name a file in it');
  return error(`cannot open ${file}: ${reason}`, 'may this user read and write the file and its directory?');
}

function kindOf(path: string): 'directory' | 'other' | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  return found.isDirectory() ? 'directory' : 'other';
}
