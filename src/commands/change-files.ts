import { fail } from '../core/error.js';
import type { Resource, Resources } from '../core/resources.js';
import type { ChangeFiles } from '../define/change.js';

/** The files that changes name, found on the search path or beside the changelog that names them. */
export function changeFiles(resources: Resources): ChangeFiles {
  const open = (path: string, relativeTo: string | undefined): Resource => {
    const wanted =
      relativeTo === undefined
        ? path
        : `${relativeTo
            .split('/')
            .slice(0, -1)
            .map((part) => `${part}/`)
            .join('')}${path}`;
    const found = resources.find(wanted);
    if (found !== undefined) return found;
    const near = resources.near(wanted);
    return fail('PARSE_FILE_NOT_FOUND', {
      message: `file "${wanted}" was not found in ${resources.roots.join(', ')}`,
      hint: near === undefined ? undefined : `did you mean "${near}"?`,
    });
  };
  return {
    text: (path, { relativeTo, encoding }) => open(path, relativeTo).text(encoding),
    bytes: (path, { relativeTo }) => open(path, relativeTo).bytes(),
    pieces: (path, { relativeTo }) => open(path, relativeTo).pieces(),
    chunks: (path, { relativeTo, encoding }) => open(path, relativeTo).chunks(encoding),
  };
}
