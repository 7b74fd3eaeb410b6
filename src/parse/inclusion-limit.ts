import { fail } from '../core/error.js';
import type { Source } from '../core/source.js';

/** Most files that a changelog may consist of, each as often as it is included. */
const maxFiles = 100_000;

/** How often a file with changesets may be included; from the second time on, they are changesets that are there twice, or left out by contexts. */
const maxTimes = 100;

/** Counts what is read. Files that include each other twice become a million after twenty of them. */
export interface InclusionLimit {
  /** Whether more was included than is read; nothing more is then. */
  readonly isReached: boolean;
  /** A file is read. @throws PARSE_LIMIT at the include where there are too many. */
  countFile(path: string, source: Source | undefined): void;
  /** A file that is read has changesets. @throws PARSE_LIMIT at the include where it was read too often. */
  countChangesets(path: string, source: Source | undefined): void;
}

export function createInclusionLimit(): InclusionLimit {
  let files = 0;
  let isReached = false;
  const times = new Map<string, number>();
  const refuse = (message: string, source: Source | undefined): never => {
    isReached = true;
    return fail('PARSE_LIMIT', { message, source, hint: 'remove includes that are there more than once' });
  };
  return {
    get isReached() {
      return isReached;
    },
    countFile(path, source) {
      files += 1;
      if (files > maxFiles) refuse(`more than ${maxFiles} files are included, "${path}" and those before it`, source);
    },
    countChangesets(path, source) {
      const count = (times.get(path) ?? 0) + 1;
      times.set(path, count);
      if (count > maxTimes) refuse(`"${path}" is included more than ${maxTimes} times`, source);
    },
  };
}
