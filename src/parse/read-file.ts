import { decodeText } from '../core/charset.js';
import { asChangelogError } from '../core/error.js';
import type { Resource } from '../core/resources.js';
import type { Source } from '../core/source.js';
import type { TreeNode } from '../model/tree.js';
import { findNamed, reportMissing } from './include.js';
import { includeAllPaths } from './include-all.js';
import { logicalPath } from './path.js';
import { parsePropertiesFile } from './properties-file.js';
import type { ParseRun } from './run.js';
import type { ChangelogItem, InheritedScope, PropertyItem } from './changelog-item.js';
import { wholeTree, type ChangelogTree } from './changelog-tree.js';
import { readChangelog } from './read-changelog.js';

type Format = 'xml' | 'yaml' | 'json' | 'sql';

/** The format that a path's ending stands for, as Liquibase's parsers decide it. */
function formatOf(path: string): Format | undefined {
  const lower = path.toLowerCase();
  if (lower.endsWith('.sql')) return 'sql';
  if (lower.endsWith('xml')) return 'xml';
  if (lower.endsWith('.yaml') || lower.endsWith('.yml')) return 'yaml';
  return lower.endsWith('.json') ? 'json' : undefined;
}

/** Reads one changelog file and, in the order of the file, what it includes. Problems go to the diagnostics of the run. */
export async function readFile(
  run: ParseRun,
  resource: Resource,
  scope: InheritedScope,
  from: { readonly source?: Source; readonly skipUnknown: boolean },
): Promise<void> {
  if (run.limit.isReached) return;
  const { diagnostics } = run.options;
  const { path, location } = resource;
  const format = formatOf(path);
  if (format === undefined) {
    const report = from.skipUnknown ? diagnostics.warn : diagnostics.error;
    const message = `"${path}" has an ending that no changelog format has`;
    report('PARSE_UNKNOWN_FORMAT', {
      message: from.skipUnknown ? `${message}; it is left out` : message,
      source: from.source,
      hint: 'known are .xml, .yaml, .yml, .json and .sql',
    });
    return;
  }
  const around = run.open.findIndex((file) => file.location === location);
  if (around >= 0) {
    const chain = [...run.open.slice(around).map((file) => file.path), path].join(' → ');
    diagnostics.error('PARSE_INCLUDE_CYCLE', {
      message: `"${path}" includes itself: ${chain}`,
      source: from.source,
      hint: 'remove one of the includes',
    });
    return;
  }
  run.files.push(path);
  run.open.push({ path, location });
  let hasChangesets = false;
  try {
    run.limit.countFile(path, from.source);
    for (const item of await itemsOf(run, resource, format, scope)) {
      // Waiting takes a turn each, and there are thousands of changesets.
      if (item.kind === 'changeSet') {
        if (!hasChangesets) run.limit.countChangesets(path, from.source);
        hasChangesets = true;
        run.add(item.changeset);
      } else await take(run, item, path);
    }
  } catch (error) {
    const problem = asChangelogError(error).with(from.source === undefined ? {} : { source: from.source });
    diagnostics.add(problem);
  } finally {
    run.open.pop();
  }
}

async function itemsOf(run: ParseRun, resource: Resource, format: Format, scope: InheritedScope): Promise<Iterable<ChangelogItem>> {
  const { diagnostics } = run.options;
  const { path } = resource;
  const setLogicalPath = (written: string | undefined): void => run.properties.link(path, logicalPath(written ?? path));
  setLogicalPath(undefined);
  if (format === 'sql') {
    const text = resource.text();
    run.countText(text);
    const { isFormattedSql, readFormattedSql } = await import('./formatted-sql.js');
    if (!isFormattedSql(text)) {
      const { readRawSql } = await import('./raw-sql.js');
      return [{ kind: 'changeSet', changeset: readRawSql(text, { file: path, scope, diagnostics }) }];
    }
    const expand = (value: string, source: Source): string => run.expandText(value, source, path);
    return readFormattedSql(text, { file: path, scope, diagnostics, expand, findChangesets: run.findChangesets, setLogicalPath });
  }
  const { tree, text, readWhole } = await treeOf(run, resource, format);
  await networkTurn();
  setLogicalPath(tree.root.children.find((child) => child.name === 'logicalFilePath')?.value?.text);
  return readChangelog(tree, {
    path,
    scope,
    diagnostics,
    readWhole,
    expand: mayHoldProperties(text) ? (node) => run.expandNode(node, path) : (node) => node,
    matchesDatabase: run.matchesDatabase,
    findChangesets: run.findChangesets,
  });
}

/** Whether a `${` may come out of the text: its `$` stands there, or is written with an escape or a character reference. */
const mayHoldProperties = (text: string): boolean => text.includes('$') || text.includes('\\') || text.includes('&#');

/**
 * Lets what waits for a server go on: reading a large file keeps this process busy for long. Two turns, for the first may end before the
 * network is looked at.
 */
async function networkTurn(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

interface ReadTree {
  readonly tree: ChangelogTree;
  /** What the file holds. */
  readonly text: string;
  /** Reads it as a whole. */
  readWhole(): Promise<TreeNode>;
}

async function treeOf(run: ParseRun, resource: Resource, format: Exclude<Format, 'sql'>): Promise<ReadTree> {
  const { path } = resource;
  const bytes = resource.bytes();
  const text = decodeText(bytes, path, format === 'xml' ? xmlEncoding(bytes) : undefined);
  run.countText(text);
  const { simple, whole } = await readersOf(format);
  const readWhole = async (): Promise<TreeNode> => (await whole())(text, path);
  return { tree: simple?.(text, path) ?? wholeTree(await readWhole()), text, readWhole };
}

interface Readers {
  /** Gives undefined for what it leaves to the whole reader. */
  readonly simple?: (text: string, file: string) => ChangelogTree | undefined;
  /** Loads the reader that knows all of the format. */
  whole(): Promise<(text: string, file: string) => TreeNode>;
}

async function readersOf(format: Exclude<Format, 'sql'>): Promise<Readers> {
  switch (format) {
    case 'xml':
      return { simple: (await import('./xml-simple.js')).readSimpleXml, whole: async () => (await import('./xml.js')).readXml };
    case 'yaml':
      return { simple: (await import('./yaml-simple.js')).readSimpleYaml, whole: async () => (await import('./yaml.js')).readYaml };
    case 'json':
      return { whole: async () => (await import('./json.js')).readJson };
  }
}

/** The encoding that an XML declaration names. A declaration that can be read byte by byte is not in UTF-16, whatever it says. */
function xmlEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const name = /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1];
  return name === undefined || /^utf-?(?:8|16)/i.test(name) ? undefined : name;
}

/** What an item of a file does that is no changeset. */
async function take(run: ParseRun, item: Exclude<ChangelogItem, { kind: 'changeSet' }>, path: string): Promise<void> {
  const { diagnostics, resources } = run.options;
  switch (item.kind) {
    case 'unread':
      await item.readOn();
      return;
    case 'preConditions':
      run.preconditions.push(item.preconditions);
      return;
    case 'property':
      declare(run, item, path);
      return;
    case 'include': {
      if (/^(?:\.svn|cvs)$/i.test(item.file)) return;
      const { found, broken } = findNamed(item, path, resources, diagnostics);
      if (found !== undefined) await readFile(run, found, item.scope, { source: item.source, skipUnknown: false });
      else if (!broken) reportMissing(item, path, resources, item.errorIfMissing ? diagnostics.error : diagnostics.warn);
      return;
    }
    case 'includeAll':
      for (const file of includeAllPaths(item, path, resources, diagnostics)) {
        const { found } = findNamed({ file, relativeToChangelogFile: false, source: item.source }, path, resources, diagnostics);
        if (found !== undefined) await readFile(run, found, item.scope, { source: item.source, skipUnknown: true });
      }
  }
}

function declare(run: ParseRun, item: PropertyItem, path: string): void {
  const { diagnostics, resources } = run.options;
  try {
    if (item.name !== undefined) {
      if (item.value === undefined)
        diagnostics.error('PARSE_MISSING_ATTRIBUTE', { message: `property "${item.name}" has no value`, source: item.source });
      else run.properties.declare({ ...item, name: item.name, value: item.value }, path);
      return;
    }
    const reference = { ...item, file: run.expandText(item.file ?? '', item.source, path) };
    const { found, broken } = findNamed(reference, path, resources, diagnostics);
    if (found === undefined) {
      if (!broken) reportMissing(reference, path, resources, item.errorIfMissing ? diagnostics.error : diagnostics.warn);
      return;
    }
    // Java reads these files as ISO-8859-1. Of entries with the same name the last one counts.
    const entries = new Map(parsePropertiesFile(found.text('ISO-8859-1'), found.path).map((entry) => [entry.key, entry.value]));
    for (const [name, value] of entries) run.properties.declare({ ...item, name, value }, path);
  } catch (error) {
    diagnostics.add(asChangelogError(error).with({ source: item.source }));
  }
}
