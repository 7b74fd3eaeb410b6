import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { killChangelog } from './kill-changelog.mjs';
import { killDatabase } from './kill-database.mjs';
import { moments } from './kill-moments.mjs';
import { cutAt, openProxy } from './kill-proxy.mjs';

const child = fileURLToPath(new URL('kill-child.mjs', import.meta.url));

const byEvents = ['after the lock', 'during a slow statement', 'after a changeset'];
/** Every moment at which runs are killed. */
export const killPoints = ['at a random moment', ...byEvents, ...Object.keys(moments)];

/** How what a database holds differs from what it should hold; undefined where it does not, and nothing is left over. */
export function differences(found, wanted) {
  for (const part of ['state', 'history', 'leftOver']) {
    const [is, should] = [found[part], part === 'leftOver' ? [] : wanted[part]];
    const more = is.filter((line) => !should.includes(line));
    const missing = should.filter((line) => !is.includes(line));
    if (more.length + missing.length > 0 || is.length !== should.length)
      return `${part} differs: ${[...more, ...missing.map((line) => `missing: ${line}`)].slice(0, 5).join(' | ')}`;
  }
  return undefined;
}

/** A sequence of numbers from 0 to 1 that a seed decides. */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffled(items, random) {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/**
 * Kills runs of one changelog until it was done `kills` times, lets the next run go on each time, and compares every database that became
 * complete with one in which nobody was killed.
 * @param {{ dialect: 'postgresql' | 'mariadb' | 'sqlite', server?: string, kills: number, seed?: number, say?: (line: string) => void }} options
 * @throws where a run needs help, or what it leaves differs.
 */
export async function killRuns({ dialect, server, kills, seed = 1, say = () => {} }) {
  const folder = mkdtempSync(join(tmpdir(), 'changelog-kill-'));
  const database = killDatabase(dialect, { server, folder });
  const proxy = database.address && (await openProxy(database.address));
  const random = randomOf(seed);
  const changelog = 'changelog.json';
  writeFileSync(join(folder, changelog), killChangelog(dialect));
  const figures = {
    dialect,
    kills: 0,
    runs: 0,
    completed: 0,
    resumed: 0,
    takenOver: 0,
    slowestStartMs: 0,
    byPoint: Object.fromEntries(killPoints.map((point) => [point, 0])),
  };
  try {
    await database.empty();
    const undisturbed = await run(database.url);
    if (undisturbed.code !== 0) throw new Error(`the undisturbed run failed: ${undisturbed.errors}`);
    const wanted = await database.look();
    await database.empty();
    let old = { ids: [], at: Date.now() };
    let left = [];
    while (figures.kills < kills) {
      if (left.length === 0) left = shuffled(killPoints, random);
      const point = left.pop();
      // The lock is taken once in a run, and slow statements are few.
      const upTo = moments[point]?.upTo ?? { 'after the lock': 1, 'during a slow statement': 2 }[point] ?? 9;
      const count = 1 + Math.floor(random() * upTo);
      const done = await attempt(point, count, old);
      old = { ids: done.ids, at: Date.now() };
      if (done.killed) {
        figures.kills += 1;
        figures.byPoint[point] += 1;
        if (figures.kills % 50 === 0) say(`${dialect}: ${figures.kills} kills, ${figures.completed} changelogs complete`);
      } else if (done.code === 0) await complete();
      else throw new Error(`a run needed help after a kill: ${done.errors}`);
    }
    const last = await attempt(undefined, 0, old);
    if (last.code !== 0) throw new Error(`the last run needed help: ${last.errors}`);
    await complete();

    async function complete() {
      const found = await database.look();
      const wrong = differences(found, wanted);
      if (wrong !== undefined) throw new Error(wrong);
      figures.completed += 1;
      await database.empty();
    }
    return figures;
  } finally {
    proxy?.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }

  /** One run that is killed at a point, if it gets there. */
  async function attempt(point, count, old) {
    const moment = proxy && moments[point];
    const started = start(moment === undefined ? database.url : database.through(proxy.port), point, count);
    const kill = () => started.process.kill('SIGKILL');
    proxy?.watchFor(moment && { cut: cutAt(moment, count), awaitsAnswer: moment.after, kill });
    const timer = point === 'at a random moment' ? setTimeout(kill, 150 + random() * 900) : undefined;
    const gone = database.whenGone(old.ids);
    const done = await started.end;
    clearTimeout(timer);
    figures.runs += 1;
    const at = (type) => done.told.find((event) => event.type === type)?.at;
    if (at('changeset-resumed') !== undefined) figures.resumed += 1;
    if (at('lock-taken-over') !== undefined) figures.takenOver += 1;
    if (at('lock-acquired') !== undefined) {
      const free = Math.max(await gone, at('connected'));
      const ended = old.ids.length === 0 ? at('connected') : free;
      figures.slowestStartMs = Math.max(figures.slowestStartMs, at('lock-acquired') - ended);
    }
    return { ...done, ids: done.killed ? await database.sessions() : [] };
  }

  function run(url) {
    return start(url, 'never', 0).end;
  }

  function start(url, point, count) {
    const process_ = spawn(process.execPath, [child, url, changelog, point ?? 'never', String(count)], { cwd: folder });
    let out = '';
    let errors = '';
    process_.stdout.on('data', (data) => (out += data));
    process_.stderr.on('data', (data) => (errors += data));
    const end = new Promise((resolve) => {
      process_.on('close', (code, signal) => {
        const lines = out.split('\n').filter((line) => line.endsWith('}'));
        resolve({ code, killed: signal === 'SIGKILL', errors, told: lines.map((line) => JSON.parse(line)) });
      });
    });
    return { process: process_, end };
  }
}
