import assert from 'node:assert/strict';
import type { ChangeFiles } from '../../src/define/change.js';
import type { Connection } from '../../src/dialects/driver.js';
import { executePlan } from '../../src/execute/execute.js';
import type { RunEnvironment } from '../../src/execute/run-environment.js';
import type { ChangeNode } from '../../src/model/change.js';
import type { Changelog, Changeset, Rollback } from '../../src/model/changelog.js';
import { planRollback } from '../../src/plan/rollback.js';
import { planUpdate } from '../../src/plan/update.js';
import { createHistoryStore } from '../../src/state/database-history.js';
import { createStepJournal } from '../../src/state/step-journal.js';
import { createDatabase } from '../../src/state/database.js';
import type { ChangelogLock } from '../../src/state/lock-service.js';
import { createLockService } from '../../src/state/changelog-lock.js';
import { definitionOf } from '../changes/render.js';
import type { TestDatabase } from './targets.js';
import { changesetDefaults } from '../../src/model/changeset-defaults.js';

/** A change by name, with attributes as a definition's examples have them. */
export interface PlainChange {
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** A changeset to be. */
export interface PlainChangeset {
  readonly changes: readonly PlainChange[];
  /** Default: as the changes undo themselves. */
  readonly rollback?: readonly PlainChange[] | undefined;
  readonly extra?: Partial<Changeset>;
}

/** The pipeline from plan to database, on one session. */
export interface Engine {
  readonly connection: Connection;
  /** What the engine warned of since it was opened. */
  readonly warnings: readonly string[];
  /** Runs changesets, each for the first time; what fails is forgotten. */
  update(...changesets: readonly PlainChangeset[]): Promise<void>;
  /** Undoes the changesets that ran last, and forgets them. */
  rollback(count: number): Promise<void>;
  close(): Promise<void>;
  /** Forgets what ran; for a schema that was emptied. */
  start(): Promise<void>;
}

const source = { file: 'changelog.xml', line: 1, column: 1 };

/** Normalizes and checks a change as the reader of changelogs does. */
function node({ name, props }: PlainChange): ChangeNode {
  const definition = definitionOf(name);
  const normal = definition.normalize(props);
  const [problem] = definition.check(normal);
  if (problem !== undefined) throw new Error(`${name}: ${problem.message}`);
  return { name, props: normal, source };
}

function changesetOf(id: number, { changes, rollback, extra }: PlainChangeset): Changeset {
  const undo: Rollback = rollback === undefined ? { kind: 'auto' } : { kind: 'changes', changes: rollback.map(node) };
  return {
    ...changesetDefaults,
    id: String(id),
    author: 'ann',
    path: 'changelog.xml',
    source,
    changes: changes.map(node),
    rollback: undo,
    ...extra,
  };
}

/** Files that the changes may name, from a table of their contents. */
export function filesOf(contents: Readonly<Record<string, string>>): ChangeFiles {
  const text = (path: string): string => {
    const found = contents[path];
    if (found === undefined) throw new Error(`no file ${path}`);
    return found;
  };
  return {
    text,
    bytes: (path) => Buffer.from(text(path)),
    pieces: (path) => [Buffer.from(text(path))],
    chunks: (path) => [text(path)],
  };
}

/** Opens a session with a test database that runs changes as the commands do: planned, executed, recorded. */
export async function openEngine(testDatabase: TestDatabase, files: ChangeFiles, session?: Connection): Promise<Engine> {
  const connection = session ?? (await testDatabase.connect());
  const { info } = connection;
  const database = createDatabase({
    dialect: testDatabase.dialect,
    url: testDatabase.url,
    version: info.version,
    user: info.user,
    connection,
    settings: {
      databaseChangelogTableName: 'DATABASECHANGELOG',
      databaseChangelogLockTableName: 'DATABASECHANGELOGLOCK',
      outputDefaultCatalog: true,
      outputDefaultSchema: true,
    },
    catalog: info.catalog,
    schema: info.schema,
  });
  const history = createHistoryStore({ database, writer: 'test', deploymentId: '1234567890' });
  const locks = createLockService({
    database,
    connection,
    emit: () => {},
    host: () => ({ name: 'here', address: '127.0.0.1' }),
    version: '1.2.3',
  });
  let lock: ChangelogLock | undefined;
  const held = (): ChangelogLock => lock ?? assert.fail('start comes first');
  const journal = createStepJournal({ database, deploymentId: '1234567890' });
  const changesets: Changeset[] = [];
  const warnings: string[] = [];
  const changelog: Changelog = {
    path: 'changelog.xml',
    changesets,
    preconditions: [],
    files: [],
    properties: { get: () => undefined, expand: (text) => text },
  };
  const environment: RunEnvironment = {
    database,
    changelog,
    files,
    emit: (event) => void (event.type === 'warning' && warnings.push(event.warning.message)),
    schema: connection,
    appliesModifier: () => true,
    history,
    journal,
  };
  const checksums = { files, properties: changelog.properties, matchesDbms: database.matchesDbms, appliesModifier: () => true };
  return {
    connection,
    warnings,
    async start() {
      changesets.length = 0;
      await lock?.[Symbol.asyncDispose]();
      // A server may notice a little later that the session before this one is gone.
      lock = await locks.acquire({ waitMs: 10_000, pollMs: 50 });
      history.refresh();
      journal.refresh();
      for (const statement of await history.ensure()) await connection.execute(statement);
      history.refresh();
    },
    async update(...added) {
      const known = changesets.length;
      changesets.push(...added.map((one, i) => changesetOf(known + i + 1, one)));
      history.refresh();
      try {
        await executePlan(
          planUpdate({ changelog, ran: await history.list(), checksums, target: { kind: 'all' } }),
          connection,
          held(),
          environment,
        );
      } catch (error) {
        changesets.splice(known);
        throw error;
      }
    },
    async rollback(count) {
      history.refresh();
      const plan = planRollback({ changelog, ran: await history.list(), checksums, target: { kind: 'count', count } });
      await executePlan(plan, connection, held(), environment);
      changesets.splice(-count);
    },
    async close() {
      await lock?.[Symbol.asyncDispose]();
      await connection.close();
    },
  };
}
