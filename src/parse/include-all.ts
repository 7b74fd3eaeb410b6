import type { Diagnostics } from '../core/diagnostics.js';
import { asChangelogError } from '../core/error.js';
import { normalizePath } from '../core/path.js';
import type { Resource, Resources } from '../core/resources.js';
import { siblingPath } from './path.js';
import type { IncludeAllItem } from './changelog-item.js';

/**
 * The paths that an `includeAll` stands for, in the order in which Liquibase reads them: by UTF-16 code units of the whole path, in which
 * `WEB-INF/classes/` does not count. Files of the same path are one. Problems are reported, and then there is no path.
 * Source: Liquibase `DatabaseChangeLog.findResources`, `getStandardChangeLogComparator`, `AbstractPathResourceAccessor.search` (4.28.0).
 * @param from path of the changelog that holds it
 */
export function includeAllPaths(item: IncludeAllItem, from: string, resources: Resources, diagnostics: Diagnostics): readonly string[] {
  const { source, errorIfMissingOrEmpty, minDepth, maxDepth } = item;
  for (const name of ['filter', 'resourceComparator'] as const) {
    if (item[name] === undefined) continue;
    diagnostics.error('PARSE_UNSUPPORTED', {
      message: `includeAll: ${name} "${item[name]}" is a Java class, which cannot be loaded here`,
      source,
      hint:
        name === 'filter'
          ? 'use endsWithFilter, minDepth and maxDepth'
          : 'name the files so that they sort as they should run, or list them with include',
    });
    return [];
  }
  if (maxDepth < minDepth) {
    diagnostics.error('PARSE_INVALID_VALUE', { message: `includeAll: maxDepth ${maxDepth} is less than minDepth ${minDepth}`, source });
    return [];
  }
  const written = item.path.replace(/^classpath\*:/, '');
  const directory = normalizePath(item.relativeToChangelogFile ? siblingPath(from, written) : written);
  let files: readonly Resource[] | undefined;
  try {
    files = resources.list(directory);
    if (files === undefined && resources.find(directory) !== undefined) {
      diagnostics.error('PARSE_INVALID_VALUE', { message: `includeAll: "${directory}" is a file`, source, hint: 'use include' });
      return [];
    }
  } catch (error) {
    diagnostics.add(asChangelogError(error).with({ source }));
    return [];
  }
  const ending = item.endsWithFilter.trim().toLowerCase();
  const prefix = directory === '' ? 0 : directory.length + 1;
  const paths = new Set<string>();
  for (const { path } of files ?? []) {
    const depth = path.slice(prefix).split('/').length;
    if (depth >= minDepth && depth <= maxDepth && path.toLowerCase().endsWith(ending)) paths.add(path);
  }
  if (paths.size === 0 && errorIfMissingOrEmpty) {
    const nothing =
      files === undefined ? `there is no folder "${directory}" in ${resources.roots.join(', ')}` : `no file in "${directory}" fits`;
    diagnostics.error('PARSE_FILE_NOT_FOUND', {
      message: `includeAll: ${nothing}`,
      source,
      hint: hintFor(item, from, resources) ?? 'set errorIfMissingOrEmpty to false where that may be',
    });
  }
  const sorted = new Map([...paths].map((path) => [sortKey(path), path]));
  return [...sorted.keys()].sort(byCodeUnits).map((key) => sorted.get(key) ?? key);
}

function hintFor(item: IncludeAllItem, from: string, resources: Resources): string | undefined {
  try {
    if (!item.relativeToChangelogFile && resources.list(siblingPath(from, item.path)) !== undefined)
      return 'the folder stands beside this changelog: set relativeToChangelogFile to true';
  } catch {
    return undefined;
  }
  return undefined;
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a path is ordered by. */
const sortKey = (path: string): string => path.replaceAll('WEB-INF/classes/', '');
