import type { Resource, Resources } from '../core/resources.js';
import type { Diagnostics } from '../core/diagnostics.js';
import { asChangelogError } from '../core/error.js';
import type { Source } from '../core/source.js';
import { siblingPath } from './path.js';

/** A file that a changelog names. */
export interface FileReference {
  /** As written. */
  readonly file: string;
  readonly relativeToChangelogFile: boolean;
  readonly source: Source;
}

/**
 * Finds a file named in a changelog, by the search path or beside the changelog.
 * @param from path of the changelog that names it
 * @returns undefined where it does not exist, or where a problem with the path was reported (`broken`)
 */
export function findNamed(
  reference: FileReference,
  from: string,
  resources: Resources,
  diagnostics: Diagnostics,
): { readonly found: Resource | undefined; readonly broken: boolean } {
  try {
    return { found: resources.find(pathOf(reference, from)), broken: false };
  } catch (error) {
    diagnostics.add(asChangelogError(error).with({ source: reference.source }));
    return { found: undefined, broken: true };
  }
}

/** Where a reference leads, as a path on the search path. */
export function pathOf({ file, relativeToChangelogFile }: Pick<FileReference, 'file' | 'relativeToChangelogFile'>, from: string): string {
  return relativeToChangelogFile ? siblingPath(from, file) : file;
}

/** Reports a named file that does not exist: where it was looked for, and what may have been meant. */
export function reportMissing(reference: FileReference, from: string, resources: Resources, report: Diagnostics['error']): void {
  const path = pathOf(reference, from);
  report('PARSE_FILE_NOT_FOUND', {
    message: `"${path}" was not found in ${resources.roots.join(', ')}`,
    source: reference.source,
    hint: whatWasMeant(reference, from, resources),
  });
}

function whatWasMeant(reference: FileReference, from: string, resources: Resources): string | undefined {
  const { file, relativeToChangelogFile } = reference;
  const exists = (path: string): boolean => {
    try {
      return resources.find(path) !== undefined;
    } catch {
      return false;
    }
  };
  const path = pathOf(reference, from);
  if (file.trim() === '') return undefined;
  if (!relativeToChangelogFile && exists(siblingPath(from, file)))
    return 'the file stands beside this changelog: set relativeToChangelogFile to true';
  if (relativeToChangelogFile && exists(file)) return 'the file stands at that path on the search path: leave relativeToChangelogFile out';
  const near = resources.near(path);
  if (near !== undefined) return `did you mean "${near}"?`;
  try {
    if (resources.list(path) !== undefined) return 'that is a folder; includeAll reads the changelogs in one';
  } catch {
    return undefined;
  }
  return undefined;
}
