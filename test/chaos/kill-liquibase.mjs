#!/usr/bin/env node
/**
 * The same changelog and the same kills with Liquibase, to compare: `node test/chaos/kill-liquibase.mjs [--kills=20] [postgresql] [mariadb]`.
 * LIQUIBASE names the command that runs it. After each kill it is started again; where it then waits for the lock, release-locks is run, and
 * where it fails because a changeset is half done, the database is given up. Both are what a person would have to do.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killChangelog } from './kill-changelog.mjs';
import { killDatabase } from './kill-database.mjs';
import { openProxy } from './kill-proxy.mjs';
import { differences } from './kill-runs.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { kills: { type: 'string', default: '20' } } });
const servers = {
  postgresql: process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres',
  mariadb: process.env.TEST_MARIADB_URL ?? 'mariadb://root@127.0.0.1:3306/',
};
const program = process.env.LIQUIBASE;
if (program === undefined) throw new Error('set LIQUIBASE to the command that runs Liquibase');

async function compare(dialect, kills) {
  const folder = mkdtempSync(join(tmpdir(), 'changelog-kill-'));
  const database = killDatabase(dialect, { server: servers[dialect], folder });
  const proxy = await openProxy(database.address);
  writeFileSync(join(folder, 'changelog.json'), killChangelog(dialect));
  const figures = { dialect, kills: 0, heldLock: 0, halfDone: 0, differs: 0, wentOn: 0 };
  const { username } = new URL(servers[dialect]);

  function liquibase(url, ...command) {
    const { hostname, port, pathname } = new URL(url);
    const jdbc = `jdbc:${dialect}://${hostname}:${port}${pathname}`;
    const started = spawn(
      program,
      [
        `--url=${jdbc}`,
        `--username=${username}`,
        '--password=',
        '--changelog-file=changelog.json',
        '--changelog-lock-wait-time-in-minutes=0',
        ...command,
      ],
      { cwd: folder, detached: true },
    );
    let output = '';
    started.stdout.on('data', (text) => (output += text));
    started.stderr.on('data', (text) => (output += text));
    const end = new Promise((resolve) => started.on('close', (code, signal) => resolve({ code, output, killed: signal !== null })));
    // The command may be a script that starts another process: all of them are killed.
    return { end, kill: () => process.kill(-started.pid, 'SIGKILL') };
  }

  try {
    await database.empty();
    const undisturbed = await liquibase(database.url, 'update').end;
    if (undisturbed.code !== 0) throw new Error(undisturbed.output);
    const wanted = await database.look();
    for (let attempt = 0; figures.kills < kills && attempt < kills * 3; attempt++) {
      await database.empty();
      let killed = false;
      const run = liquibase(database.through(proxy.port), 'update');
      let left = 60 + Math.floor(Math.random() * 400);
      const isBefore = Math.random() < 0.5;
      proxy.watchFor({
        cut: (text) => ((left -= 1) > 0 ? undefined : isBefore ? 0 : text.length),
        awaitsAnswer: !isBefore,
        kill: () => {
          killed = true;
          run.kill();
        },
      });
      await run.end;
      proxy.watchFor(undefined);
      if (!killed) continue;
      figures.kills += 1;
      let next = await liquibase(database.url, 'update').end;
      if (/could not acquire change log lock/i.test(next.output)) {
        figures.heldLock += 1;
        await liquibase(database.url, 'release-locks').end;
        next = await liquibase(database.url, 'update').end;
      } else if (next.code === 0) figures.wentOn += 1;
      if (next.code !== 0) figures.halfDone += 1;
      else if (differences(await database.look(), wanted) !== undefined) figures.differs += 1;
      console.log(JSON.stringify(figures));
    }
    return figures;
  } finally {
    proxy.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const dialect of positionals.length === 0 ? Object.keys(servers) : positionals)
  console.log(await compare(dialect, Number(values.kills)));
