import type { Diagnostics } from '../core/diagnostics.js';
import { asChangelogError } from '../core/error.js';
import type { Resource, Resources } from '../core/resources.js';
import type { Changelog, Changeset } from '../model/changelog.js';
import { checkFilters } from './check-filters.js';
import { reportDuplicates } from './duplicates.js';
import { createProperties } from './properties.js';
import { readFile } from './read-file.js';
import { createRun } from './run.js';
import { rootScope } from './changelog-item.js';

/** What parsing depends on besides the files. */
export interface ParseOptions {
  readonly resources: Resources;
  readonly diagnostics: Diagnostics;
  /** The database the changelog is read for: decides dbms-specific properties. Absent: nothing is dbms-specific. */
  readonly database?: { readonly name: string; matches(dbmsList: string): boolean } | undefined;
  /** Values of `database.*` properties. */
  readonly databaseProperties?: Readonly<Record<string, string>>;
  /** Properties of the command line (-D), then environment, then defaults file, strongest first. They beat those of the changelog. */
  readonly parameters?: readonly Readonly<Record<string, string>>[];
  /** Contexts and label filter of the run; they decide context- and label-specific properties. */
  readonly contexts?: string | undefined;
  readonly labelFilter?: string | undefined;
  /** Told when the files turn out to hold so much that reading takes long. */
  readonly onMuchText?: (() => void) | undefined;
}

/** Reads a changelog file and all it includes. Problems go to `diagnostics`; the result holds what could be understood. */
export type ParseChangelog = (file: string, options: ParseOptions) => Promise<Changelog>;

/**
 * Reads a changelog file and all it includes, in the order in which Liquibase 4.28 does.
 * @param file path on the search path
 */
export const parseChangelog: ParseChangelog = async (file, options) => {
  const { diagnostics, resources } = options;
  const properties = createProperties(options);
  const run = createRun(options, properties);
  const root = findRoot(file, resources, diagnostics);
  if (root !== undefined) await readFile(run, root, rootScope, { skipUnknown: false });
  const changesets = inRunOrder(run.changesets);
  reportDuplicates(checkFilters(changesets, options), diagnostics);
  return { path: root?.path ?? file, changesets, preconditions: run.preconditions, files: run.files, properties };
};

function findRoot(file: string, resources: Resources, diagnostics: Diagnostics): Resource | undefined {
  try {
    const found = resources.find(file);
    if (found !== undefined) return found;
    const near = resources.near(file);
    diagnostics.error('PARSE_FILE_NOT_FOUND', {
      message: `changelog "${file}" was not found in ${resources.roots.join(', ')}`,
      hint: near === undefined ? 'name it relative to a folder of --search-path' : `did you mean "${near}"?`,
    });
  } catch (error) {
    diagnostics.add(asChangelogError(error));
  }
  return undefined;
}

/** Changesets with `runOrder` first, then the others, then the last ones; each group in the order of the files. */
function inRunOrder(changesets: readonly Changeset[]): readonly Changeset[] {
  if (changesets.every(({ runOrder }) => runOrder === undefined)) return changesets;
  const of = (order: Changeset['runOrder']): readonly Changeset[] => changesets.filter((changeset) => changeset.runOrder === order);
  return [...of('first'), ...of(undefined), ...of('last')];
}
