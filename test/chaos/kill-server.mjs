#!/usr/bin/env node
/**
 * Kills the database server under updates and lets the next one go on: `node test/chaos/kill-server.mjs [--kills=20] [postgresql] [mariadb]`.
 * The servers are its own, in folders that go afterwards; it needs initdb and postgres, mariadb-install-db and mariadbd, on the PATH or in PGBIN.
 * Started by root, they run as the users postgres and mysql.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { killChangelog } from './kill-changelog.mjs';
import { connectTo, killDatabase } from './kill-database.mjs';
import { differences } from './kill-runs.mjs';

const child = fileURLToPath(new URL('kill-child.mjs', import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { kills: { type: 'string', default: '20' } } });
const isRoot = process.getuid?.() === 0;
const bin = (name) => (process.env.PGBIN === undefined ? name : join(process.env.PGBIN, name));
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const kinds = {
  postgresql: {
    user: 'postgres',
    prepare: (data) => [bin('initdb'), '-D', data, '-U', 'postgres', '-A', 'trust'],
    start: (data, port) => [bin('postgres'), '-D', data, '-p', String(port), '-c', `unix_socket_directories=${data}`],
    url: (port) => `postgres://postgres@127.0.0.1:${port}/postgres`,
  },
  mariadb: {
    user: 'mysql',
    prepare: (data) => [
      'mariadb-install-db',
      '--no-defaults',
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ],
    start: (data, port) => [
      'mariadbd',
      '--no-defaults',
      `--datadir=${data}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${data}/socket`,
      `--pid-file=${data}/pid`,
    ],
    url: (port) => `mariadb://root@127.0.0.1:${port}/`,
  },
};

function idOf(user) {
  const id = (flag) => Number(spawnSync('id', [flag, user]).stdout);
  return isRoot ? { uid: id('-u'), gid: id('-g') } : {};
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(() => resolve(undefined)));
  return port;
}

/** A server of its own, which can be killed and started again. */
async function ownServer(kind) {
  const { user, prepare, start, url } = kinds[kind];
  const owner = idOf(user);
  const folder = mkdtempSync(join(tmpdir(), 'changelog-server-'));
  if (isRoot) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const [command, ...words] = prepare(data);
  const made = spawnSync(command, words, { ...owner, cwd: folder });
  if (made.status !== 0) throw new Error(`${command} failed: ${String(made.stderr ?? made.error)}`);
  const port = await freePort();
  let server;
  return {
    url: url(port),
    async start() {
      const [program, ...rest] = start(data, port);
      for (let attempt = 1; ; attempt++) {
        server = spawn(program, rest, { ...owner, cwd: folder, stdio: 'ignore', detached: true });
        for (let wait = 0; wait < 600 && server.exitCode === null; wait++) {
          const connection = await connectTo(url(port)).catch(() => undefined);
          if (connection !== undefined) return connection.close();
          await sleep(100);
        }
        // Processes of the server that was killed may still hold on to its memory.
        if (attempt === 20) throw new Error(`${program} does not start`);
        await sleep(500);
      }
    },
    async kill() {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      process.kill(server.pid, 'SIGKILL');
      await gone;
    },
    async remove() {
      if (server.exitCode === null && server.signalCode === null) await this.kill();
      await sleep(1000);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function killServer(dialect, kills) {
  const server = await ownServer(dialect);
  const folder = mkdtempSync(join(tmpdir(), 'changelog-kill-'));
  const figures = { dialect, kills: 0, runs: 0, completed: 0, resumed: 0 };
  try {
    await server.start();
    const database = killDatabase(dialect, { server: server.url, folder });
    writeFileSync(join(folder, 'changelog.json'), killChangelog(dialect));
    const update = () => {
      const started = spawn(process.execPath, [child, database.url, 'changelog.json', 'never', '0'], { cwd: folder });
      const texts = { out: '', errors: '' };
      started.stdout.on('data', (text) => (texts.out += text));
      started.stderr.on('data', (text) => (texts.errors += text));
      return { texts, end: new Promise((resolve) => started.on('close', (code) => resolve({ code, ...texts }))) };
    };
    await database.empty();
    const begun = Date.now();
    const first = await update().end;
    const length = Date.now() - begun;
    if (first.code !== 0) throw new Error(`the undisturbed run failed: ${first.errors}`);
    const wanted = await database.look();
    await database.empty();
    for (;;) {
      figures.runs += 1;
      const run = update();
      if (figures.kills < kills) {
        await Promise.race([run.end, sleep(300 + Math.random() * length * 0.6)]);
        await server.kill();
        figures.kills += 1;
        await server.start();
      }
      const { code, out, errors } = await run.end;
      if (out.includes('"changeset-resumed"')) figures.resumed += 1;
      if (code !== 0 && !errors.startsWith('CONNECT_')) throw new Error(`a run needed help: ${errors}`);
      if (code !== 0) continue;
      const found = await database.look();
      const wrong = differences(found, wanted);
      if (wrong !== undefined) throw new Error(wrong);
      figures.completed += 1;
      if (figures.kills >= kills) return figures;
      await database.empty();
    }
  } finally {
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const dialect of positionals.length === 0 ? Object.keys(kinds) : positionals)
  console.log(await killServer(dialect, Number(values.kills)));
