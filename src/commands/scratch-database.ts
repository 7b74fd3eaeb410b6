import { randomBytes } from 'node:crypto';
import { ChangelogError, fail } from '../core/error.js';
import { parseConnectionUrl } from '../dialects/connection-url.js';
import type { DialectName } from '../dialects/dialect.js';
import { quoteName } from '../dialects/identifiers.js';
import { loadDialect } from '../dialects/registry.js';
import type { CommandContext } from './context.js';
import type { OptionsOf } from './define.js';
import { openDatabase } from './open-database.js';
import type { scratchOptions } from './options.js';
import { live, type DatabaseChoice } from './session.js';

export type ScratchChoice = DatabaseChoice & Partial<OptionsOf<typeof scratchOptions>>;

/** Options that name the scratch database. */
export type ScratchDatabase = DatabaseChoice & { readonly databaseName?: string | undefined };

/**
 * Works with a new, empty database: an embedded one, or one that is made on the scratch server and dropped again.
 * @param like the system that the schema is for, where no scratch server says so.
 * @throws CONFIG_MISSING_OPTION where neither is to be had.
 */
export async function withScratch<T>(
  context: CommandContext,
  options: ScratchChoice,
  like: DialectName | undefined,
  work: (database: ScratchDatabase) => Promise<T>,
): Promise<T> {
  const url = options.scratchUrl ?? (like === undefined ? undefined : (await loadDialect(like)).scratch?.embedded);
  if (url === undefined) {
    fail('CONFIG_MISSING_OPTION', {
      message: `there is no embedded database ${like === undefined ? 'that is known to be meant' : `of ${(await loadDialect(like)).title}`} to build the schema in`,
      hint: 'give --scratch-url with a server on which a database may be created, or sqlite::memory: or pglite:',
    });
  }
  const choice: ScratchDatabase = {
    ...options,
    url,
    username: options.scratchUsername,
    password: options.scratchPassword,
    defaultSchemaName: undefined,
    defaultCatalogName: undefined,
    liquibaseSchemaName: undefined,
    liquibaseCatalogName: undefined,
    liquibaseTablespaceName: undefined,
  };
  const parsed = parseConnectionUrl(url, { cwd: context.cwd });
  if (parsed.kind === 'offline' || isFile(parsed.target.file)) {
    fail('CONFIG_INVALID_VALUE', {
      message: '--scratch-url names a file that may hold something already',
      hint: 'the embedded databases for this are sqlite::memory: and pglite:',
    });
  }
  if (parsed.target.file === undefined) return onServer(context, choice, work);
  return work(choice).catch(async (thrown: unknown) => {
    const lacks = (await loadDialect(parsed.dialect)).scratch?.embeddedLacks;
    throw lacks === undefined ? thrown : withWayOut(thrown, lacks);
  });
}

/** A statement that fails on an embedded database may succeed on a server. */
function withWayOut(thrown: unknown, lacks: string): unknown {
  if (!(thrown instanceof ChangelogError) || thrown.statement === undefined) return thrown;
  const way = `the schema is built in an embedded database, which lacks ${lacks} that a server may have: --scratch-url names a server to build it on`;
  const hint = thrown.hint === undefined ? way : `${thrown.hint}; ${way}`;
  return new ChangelogError(thrown.code, { ...thrown.fields, hint });
}

const isFile = (file: string | undefined): boolean => file !== undefined && file !== '' && file !== ':memory:';

async function onServer<T>(context: CommandContext, choice: DatabaseChoice, work: (database: ScratchDatabase) => Promise<T>): Promise<T> {
  const name = `changelog_scratch_${randomBytes(6).toString('hex')}`;
  const server = await openDatabase(context, choice);
  try {
    const { dialect } = server;
    const { create, drop } = dialect.scratch ?? {};
    if (create === undefined || drop === undefined) {
      fail('CONFIG_INVALID_VALUE', { message: `${dialect.title} takes an administrator to make a database; no schema can be built on it` });
    }
    const quoted = quoteName(name, dialect.identifiers);
    await live(server).execute({ sql: create(quoted) });
    try {
      return await work({ ...choice, databaseName: name });
    } finally {
      await live(server).execute({ sql: drop(quoted) });
    }
  } finally {
    await server.connection?.close();
  }
}
