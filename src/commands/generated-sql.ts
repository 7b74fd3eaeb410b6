import type { Connection } from '../dialects/driver.js';
import { forwardSql, rollbackChanges, rollbackSql, type SqlEnvironment } from '../execute/changeset-sql.js';
import type { ChangeNode } from '../model/change.js';
import type { Changeset, Changelog } from '../model/changelog.js';
import type { CommandContext } from './context.js';
import { createDatabase, type Database } from '../state/database.js';
import { changeFiles } from './change-files.js';
import { searchPathResources } from '../core/files.js';
import type { Side } from '../diff/side.js';
import { versionOf } from '../diff/side.js';

/**
 * Changesets as SQL of the side's database system, for formatted SQL: each with one `sql` change, and one that undoes it.
 * @param shadow a stand-in for the target's schema, for databases that must look at it; what the changesets do is done to it.
 */
export async function asSqlChangesets(
  changesets: readonly Changeset[],
  target: Side,
  context: CommandContext,
  shadow: Connection | undefined,
): Promise<readonly Changeset[]> {
  const environment = environmentOf(changesets, target, context, shadow);
  const written: Changeset[] = [];
  for (const changeset of changesets) {
    const forward = await collect(forwardSql(changeset, environment));
    for (const sql of shadow === undefined ? [] : forward) await shadow?.execute({ sql });
    const undone = changeset.rollback.kind === 'none' ? [] : rollbackChanges(changeset, environment);
    const back = undone.length === 0 ? [] : await collect(rollbackSql(changeset, environment));
    const node = (statements: readonly string[]): ChangeNode => ({ name: 'sql', props: script(statements), source: changeset.source });
    written.push({
      ...changeset,
      changes: [node(forward)],
      rollback: back.length === 0 ? { kind: 'none' } : { kind: 'changes', changes: [node(back)] },
      dbms: target.dialect.name,
      objectQuotingStrategy: 'LEGACY',
    });
  }
  return written;
}

async function collect(statements: AsyncIterable<{ readonly sql: string }>): Promise<readonly string[]> {
  const texts: string[] = [];
  for await (const { sql } of statements) texts.push(sql.trim().replace(/;$/, ''));
  return texts;
}

/** Statements as the attributes of one `sql` change: cut where none has a semicolon of its own. */
function script(statements: readonly string[]): Readonly<Record<string, unknown>> {
  const [first = '', ...others] = statements;
  const whole = statements.some((sql) => sql.includes(';') || /\n\s*(?:go|\/)\s*(?:\n|$)/i.test(sql));
  if (others.length === 0) return whole ? { sql: first, splitStatements: false } : { sql: `${first};` };
  if (!whole) return { sql: `${statements.join(';\n')};` };
  return { sql: statements.map((sql) => `${sql}\n//`).join('\n'), endDelimiter: '//' };
}

function environmentOf(
  changesets: readonly Changeset[],
  target: Side,
  context: CommandContext,
  shadow: Connection | undefined,
): SqlEnvironment {
  const changelog: Changelog = {
    path: changesets[0]?.path ?? '',
    changesets,
    preconditions: [],
    files: [],
    properties: { get: () => undefined, expand: (text) => text },
  };
  return {
    database: databaseLike(target),
    changelog,
    files: changeFiles(searchPathResources(['.'], context.cwd)),
    emit: context.emit,
    schema: shadow,
    appliesModifier: () => true,
  };
}

/** A database of the side's system and version in which every name is in the default schema. */
function databaseLike(side: Side): Database {
  return createDatabase({
    dialect: side.dialect,
    url: '',
    version: versionOf(side),
    user: '',
    settings: {
      databaseChangelogTableName: 'DATABASECHANGELOG',
      databaseChangelogLockTableName: 'DATABASECHANGELOGLOCK',
      outputDefaultSchema: false,
      outputDefaultCatalog: false,
    },
  });
}
