// Feeds changed inputs to everything that reads what others wrote, and looks for crashes, refusals without a place, hangs and hunger.
//   npm run fuzz -- --runs 100000 [--seed 1] [--workers 1]
//   npm run fuzz -- --seed 1 --case 4711        makes one case again and shows its input
import { fork } from 'node:child_process';
import { realpathSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const slowest = 2000;
const hungry = 500;
/** Wall time after which a case counts as hanging, on a machine that does other things, too. */
const hangs = 20_000;

/** Runs cases and gathers what was found; `findings` is empty where all is well. */
export async function fuzz({ runs, seed = 1, workers = 1, report = () => {} }) {
  const sum = { runs: 0, findings: [], byTarget: {}, slowest: { cpu: 0 }, peak: 0 };
  const take = (result) => {
    sum.runs++;
    const own = (sum.byTarget[result.target] ??= { runs: 0, cpu: 0, slowest: 0 });
    own.runs++;
    own.cpu += result.cpu;
    own.slowest = Math.max(own.slowest, result.cpu);
    if (result.cpu > sum.slowest.cpu) sum.slowest = result;
    sum.peak = Math.max(sum.peak, result.peak ?? 0);
    const finding =
      result.finding ??
      (result.cpu > slowest
        ? `took ${Math.round(result.cpu)} ms`
        : result.peak > hungry
          ? `the process has ${Math.round(result.peak)} MB`
          : undefined);
    if (finding === undefined) return;
    sum.findings.push({ ...result, finding });
    report(`case ${result.number} (${result.target}): ${finding.split('\n').slice(0, 3).join(' | ')}`);
  };
  await Promise.all(Array.from({ length: workers }, (_, first) => drive({ seed, from: first, to: runs, step: workers, take, report })));
  return sum;
}

/** One worker after another until all cases ran: one that hangs, dies or grew too large is replaced by a new one. */
async function drive({ seed, from, to, step, take, report }) {
  for (let next = from; next < to;) next = await oneWorker(next);

  function oneWorker(start) {
    return new Promise((resolve, reject) => {
      const child = fork(fileURLToPath(new URL('worker.mjs', import.meta.url)), {
        execArgv: ['--max-old-space-size=450'],
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      let running;
      let last = start - step;
      let timer;
      let errors = '';
      child.stderr.on('data', (data) => (errors = (errors + data).slice(-2000)));
      child.on('error', reject);
      child.on('message', ({ ready, started, result, done }) => {
        if (ready) child.send({ seed, from: start, to, step });
        if (started !== undefined) {
          running = started;
          clearTimeout(timer);
          timer = setTimeout(() => child.kill('SIGKILL'), hangs);
        }
        if (result !== undefined) {
          clearTimeout(timer);
          [running, last] = [undefined, result.number];
          take(result);
          if (Math.floor(result.number / step) % 10_000 === 9999) report(`${result.number + 1} cases`);
          // The peak is that of the process: the next case gets one that has not grown yet.
          if (result.peak > hungry) child.kill('SIGKILL');
        }
        if (done) child.disconnect();
      });
      child.on('exit', (code, signal) => {
        clearTimeout(timer);
        if (running === undefined && last < start) return reject(new Error(`the worker does not start: ${errors}`));
        if (running !== undefined) {
          const how = signal === 'SIGKILL' ? `hangs for more than ${hangs} ms` : `ends the process (${signal ?? code}): ${errors}`;
          take({ number: running, target: '?', finding: how, cpu: signal === 'SIGKILL' ? hangs : 0 });
          last = running;
        }
        resolve(last + step);
      });
    });
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: '1' },
      case: { type: 'string' },
      save: { type: 'string' },
    },
  });
  const seed = Number(values.seed);
  if (values.case !== undefined) {
    const { caseOf, runCase } = await import('./worker.mjs');
    const { input } = caseOf(seed, Number(values.case));
    if (values.save !== undefined) writeFileSync(values.save, input);
    console.log(JSON.stringify(input.toString('utf8').slice(0, 3000)));
    const { finding, ...figures } = await runCase(seed, Number(values.case));
    console.log(finding ?? 'nothing is wrong');
    console.log(figures);
    return;
  }
  const sum = await fuzz({ runs: Number(values.runs), seed, workers: Number(values.workers), report: (line) => console.log(line) });
  const rows = Object.entries(sum.byTarget).map(([target, { runs, cpu, slowest }]) => [
    target,
    { runs, 'mean ms': +(cpu / runs).toFixed(2), 'slowest ms': Math.round(slowest) },
  ]);
  console.table(Object.fromEntries(rows));
  console.log(
    `${sum.runs} cases, ${sum.findings.length} findings, slowest ${Math.round(sum.slowest.cpu)} ms (case ${sum.slowest.number}), peak ${Math.round(sum.peak)} MB`,
  );
  process.exitCode = sum.findings.length > 0 ? 1 : 0;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
