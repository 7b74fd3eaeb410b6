import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as engine from '../../src/index.js';
import type { ChangelogEvent } from '../../src/index.js';
import { slowChangelog, slowSql, startProgram, type Program } from './program.js';
import { describeTargets, targets, type TestDatabase } from './targets.js';

let cwd = '';
beforeAll(() => void (cwd = mkdtempSync(join(tmpdir(), 'changelog-'))));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** A run in a process of its own that is in the middle of its slow statement. */
async function runSlowly(database: TestDatabase, seconds: number): Promise<Program> {
  writeFileSync(join(cwd, 'slow.json'), slowChangelog(database.dialect.name, seconds));
  const program = startProgram(['update', '--changelog-file=slow.json', `--url=${database.url}`, '--log-level=fine'], cwd);
  await program.printed(slowSql[database.dialect.name](seconds));
  await new Promise((resolve) => setTimeout(resolve, 300));
  return program;
}

const look = async (database: TestDatabase) => {
  const { locks, session } = await engine.listLocks({ url: database.url }, { cwd });
  return { locks, session };
};
const runAgain = (database: TestDatabase, onEvent?: (event: ChangelogEvent) => void) => {
  writeFileSync(join(cwd, 'slow.json'), slowChangelog(database.dialect.name, 0));
  return engine.update({ url: database.url, changelogFile: 'slow.json' }, { cwd, onEvent });
};

/** How a run ends that gets a signal in the middle of its slow statement, and what it leaves. */
async function interrupt(database: TestDatabase, signal: NodeJS.Signals) {
  const program = await runSlowly(database, 30);
  const at = Date.now();
  program.kill(signal);
  const { code, output } = await program.ended;
  const { deployments } = await engine.history({ url: database.url }, { cwd });
  return {
    code,
    // A second is what is promised; a machine that is busy with other tests is given another one.
    isQuick: Date.now() - at < 2000,
    tells: output.includes('INTERRUPTED'),
    recorded: deployments.flatMap(({ changesets }) => changesets).length,
    ...(await look(database)),
  };
}

const inGoodOrder = { isQuick: true, tells: true, recorded: 1, locks: [], session: null };

describe('a run that is interrupted', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)('by %s ends in good order with %i', async (signal, code) => {
    await using database = await targets[0]!.open();
    expect(await interrupt(database, signal)).toEqual({ code, ...inGoodOrder });
  });

  it('by two signals ends at once', async () => {
    await using database = await targets[0]!.open();
    const program = await runSlowly(database, 30);
    program.kill('SIGTERM');
    program.kill('SIGINT');
    const { code, output } = await program.ended;
    expect([130, 143]).toContain(code);
    expect(output).not.toContain('Released the changelog lock');
  });
});

describeTargets('a run that is interrupted', ({ open }) => {
  it('by SIGTERM cancels its statement, gives both locks back and ends with 143', async () => {
    await using database = await open();
    expect(await interrupt(database, 'SIGTERM')).toEqual({ code: 143, ...inGoodOrder });
  });

  it('after its last changeset leaves a lock that a run with nothing to do clears', async () => {
    await using database = await open();
    await runAgain(database);
    await using connection = await database.connect();
    const marker = 'build7#changelog/1.2.3;u=dead;s=1;k=own (192.0.2.7)';
    await connection.execute({ sql: `UPDATE DATABASECHANGELOGLOCK SET LOCKED = '1', LOCKEDBY = '${marker}' WHERE ID = 1` });
    expect((await runAgain(database)).upToDate).toBe(true);
    expect(await look(database)).toEqual({ locks: [], session: null });
  });

  it('by SIGKILL leaves a lock that the next run takes over by itself', async () => {
    await using database = await open();
    const program = await runSlowly(database, 2);
    program.kill('SIGKILL');
    await program.ended;
    expect((await look(database)).locks).toHaveLength(1);
    const events: ChangelogEvent[] = [];
    // Elsewhere the changeset with the statement that may have had its effect is another matter.
    const { summary } = await runAgain(database, (event) => events.push(event));
    expect(summary).toMatchObject({ run: 2, previouslyRun: 1 });
    expect(events).toContainEqual(expect.objectContaining({ type: 'lock-taken-over', reason: 'its session has ended' }));
    expect(await look(database)).toEqual({ locks: [], session: null });
  });
});

describeTargets('a program that listens to a run and throws', ({ open }) => {
  it.each(['lock-acquired', 'statement', 'change-done', 'changeset-finished', 'lock-released'] as const)(
    'at %s gets its own error, and leaves no lock and no half changeset',
    async (type) => {
      await using database = await open();
      writeFileSync(join(cwd, 'slow.json'), slowChangelog(database.dialect.name, 0));
      const own = new Error('the listener is broken');
      const run = engine.update(
        { url: database.url, changelogFile: 'slow.json' },
        {
          cwd,
          onEvent(event) {
            if (event.type === type) throw own;
          },
        },
      );
      await expect(run).rejects.toBe(own);
      expect(await look(database)).toEqual({ locks: [], session: null });
      await runAgain(database);
      expect((await engine.status({ url: database.url, changelogFile: 'slow.json' }, { cwd })).upToDate).toBe(true);
    },
  );
});
