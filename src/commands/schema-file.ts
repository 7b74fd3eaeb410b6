import { isAbsolute } from 'node:path';
import { fail } from '../core/error.js';
import { searchPathResources } from '../core/files.js';
import { readLocalFile } from '../core/local-file.js';
import { didYouMean } from '../core/suggest.js';
import { parseConnectionUrl } from '../dialects/connection-url.js';
import type { DialectName } from '../dialects/dialect.js';
import { dialectNames, loadDialect } from '../dialects/registry.js';
import type { Snapshot } from '../model/schema.js';
import { inSchemas } from '../snapshot/in-schemas.js';
import { readSnapshot } from '../snapshot/read-snapshot.js';
import { buildChangelog, buildDdl, type BuildRequest } from './build-schema.js';
import type { CommandContext } from './context.js';
import type { ScratchChoice } from './scratch-database.js';
import { searchRoots } from './session.js';

/** A schema that stands in a file. */
export interface SchemaFile {
  readonly kind: 'snapshot' | 'changelog' | 'ddl';
  readonly path: string;
  /** The system that the URL names. */
  readonly like?: DialectName | undefined;
  /** Of a changelog: contexts and labels that it is built with. */
  readonly contextFilter?: string | undefined;
  readonly labelFilter?: string | undefined;
}

/**
 * The file that a URL names: `changelog:db/root.yaml?contexts=test&labels=…`, `ddl:schema.sql`, `snapshot:file.json`, or
 * `offline:postgresql?snapshot=file.json`. Undefined for the URL of a database.
 */
export function schemaFile(url: string): SchemaFile | undefined {
  const text = url.trim();
  if (/^offline:/i.test(text)) {
    const parsed = parseConnectionUrl(text);
    return parsed.kind === 'offline' && parsed.snapshot !== undefined
      ? { kind: 'snapshot', path: parsed.snapshot, like: parsed.dialect }
      : undefined;
  }
  const [, scheme = '', rest = ''] = /^(changelog|ddl|snapshot):(.*)$/is.exec(text) ?? [];
  if (scheme === '') return undefined;
  const [path = '', query = ''] = rest.split(/\?(.*)/s);
  if (path === '')
    fail('CONNECT_URL', {
      message: `"${text}" names no file`,
      hint: 'write changelog:db/changelog.yaml, ddl:schema.sql or snapshot:file.json',
    });
  const given = new URLSearchParams(query);
  for (const name of given.keys()) {
    if (scheme.toLowerCase() !== 'changelog' || !settings.includes(name))
      fail('CONNECT_URL', { message: `"${text}" has a setting "${name}" that is not known`, hint: didYouMean(name, settings) });
  }
  return {
    kind: scheme.toLowerCase() as SchemaFile['kind'],
    path,
    contextFilter: given.get('contexts') ?? given.get('contextFilter') ?? undefined,
    labelFilter: given.get('labels') ?? given.get('labelFilter') ?? undefined,
  };
}

const settings = ['contexts', 'contextFilter', 'labels', 'labelFilter'];

/** The schema in a file; a changelog or DDL is applied to a scratch database. */
export async function readSchemaFile(
  context: CommandContext,
  options: ScratchChoice,
  { kind, path, contextFilter, labelFilter }: SchemaFile,
  request: BuildRequest,
): Promise<Snapshot> {
  if (kind === 'changelog') return buildChangelog(context, options, { changelogFile: path, contextFilter, labelFilter }, request);
  if (kind === 'ddl') return buildDdl(context, options, path, request);
  const text = textOf(path, context, options) ?? fail('SNAPSHOT_FILE', { message: `there is no snapshot file ${path}` });
  const snapshot = await readSnapshot(text, path);
  knownDialect(snapshot.source.dialect, path);
  if (request.like !== undefined && !(await reaches(request.like, snapshot.source.dialect))) {
    fail('SNAPSHOT_FILE', { message: `${path} is a snapshot of ${snapshot.source.product}, and the URL says ${request.like}` });
  }
  return inSchemas(snapshot, request.schemas);
}

/** A snapshot is a file like any other: named from the working directory, and looked up in the search path where there is one. */
function textOf(path: string, { cwd }: CommandContext, { searchPath }: ScratchChoice): string | undefined {
  return searchPath === undefined || isAbsolute(path)
    ? readLocalFile(cwd, path)
    : searchPathResources(searchRoots(searchPath), cwd).find(path)?.text();
}

/** Whether a URL of one system may have reached the other. */
async function reaches(one: DialectName, other: string): Promise<boolean> {
  return one === other || ((await loadDialect(one)).alsoReaches ?? []).some((name) => name === other);
}

/** The dialect of a snapshot. Throws SNAPSHOT_FILE where there is none of that name. */
export function knownDialect(name: string, path = 'the snapshot'): DialectName {
  return (
    dialectNames.find((known) => known === name) ??
    fail('SNAPSHOT_FILE', { message: `${path} is of a database system "${name}" that is not known`, hint: didYouMean(name, dialectNames) })
  );
}

/** The system of the database that a URL names; undefined where only a file is named. */
export function systemOf(url: string): DialectName | undefined {
  if (url === '' || /^(?:changelog|ddl|snapshot):/i.test(url.trim())) return undefined;
  return parseConnectionUrl(url).dialect;
}
