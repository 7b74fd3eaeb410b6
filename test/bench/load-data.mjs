// Measures time and peak memory of loadData as the file grows, and prints a Markdown table.
//   npm run bench:load -- --rows 10000,100000,1000000 --url sqlite: --url postgresql://postgres@127.0.0.1:5432/bench
// Needs GNU time. The databases of the URLs must exist; the table load_data_bench and the tracking tables in them are dropped before each
// run. `sqlite:` stands for a file in a temporary folder.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '10000,100000,1000000' }, url: { type: 'string', multiple: true, default: ['sqlite:'] } },
});
const bin = fileURLToPath(new URL('../../bin/changelog.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'changelog-load-'));

/** A CSV file with quotes, numbers, dates and booleans. */
function writeRows(file, count) {
  const handle = openSync(file, 'w');
  let text = 'id,name,amount,born,active\n';
  for (let i = 1; i <= count; i++) {
    text += `${i},"name, ${i}",${(i % 1000) / 4},2020-01-${String(1 + (i % 28)).padStart(2, '0')},${i % 2 === 1}\n`;
    if (text.length > 1e6 || i === count) {
      writeSync(handle, text);
      text = '';
    }
  }
  closeSync(handle);
}

const changelog = (file) => `databaseChangeLog:
- changeSet:
    id: 1
    author: bench
    changes:
    - createTable:
        tableName: load_data_bench
        columns:
        - column: { name: id, type: int, constraints: { primaryKey: true } }
        - column: { name: name, type: varchar(50) }
        - column: { name: amount, type: "decimal(10,2)" }
        - column: { name: born, type: date }
        - column: { name: active, type: boolean }
- changeSet: { id: 2, author: bench, changes: [{ loadData: { tableName: load_data_bench, file: ${file} } }] }
`;

function run(command, ...args) {
  const figures = join(folder, 'time');
  const done = spawnSync('/usr/bin/time', ['-f', '%e %U %S %M', '-o', figures, process.execPath, bin, command, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(done.stderr.slice(-2000));
  const [wall, user, system, peak] = readFileSync(figures, 'utf8').trim().split(/\s+/).map(Number);
  return `${wall.toFixed(1)} s, ${(user + system).toFixed(1)} s, ${(peak / 1024).toFixed(0)} MB`;
}

try {
  const counts = options.rows.split(',').map(Number);
  console.log(
    `| database | ${counts.map((count) => `${count.toLocaleString('en')} rows`).join(' | ')} |\n| --- |${' --- |'.repeat(counts.length)}`,
  );
  for (const url of options.url) {
    const cells = counts.map((count) => {
      writeRows(join(folder, 'rows.csv'), count);
      writeFileSync(join(folder, 'load.yaml'), changelog('rows.csv'));
      const target = url === 'sqlite:' ? `sqlite:${count}.db` : url;
      if (url !== 'sqlite:') run('drop-all', '--url', target, '--force');
      return run('update', '--url', target, '--changelog-file', 'load.yaml');
    });
    console.log(`| ${url.replace(/:.*/, '')} | ${cells.join(' | ')} |`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
