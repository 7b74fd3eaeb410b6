// Keeps the compiled form of the bundle beside it, for versions of Node.js that do not do so by themselves: of the functions that usual runs call,
// found by making such runs. Each run finds what those before have left, and adds to it.
//   node compile-bundle.mjs            after the bundle was written
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [, program, ...argv] = process.argv;

if (argv.length > 0) {
  const scripts = [];
  process.on('exit', () => {
    for (const [script, compiled] of scripts) writeFileSync(compiled, script.createCachedData());
  });
  const { start } = createRequire(import.meta.url)('./bin/start.js');
  void start((script, compiled) => scripts.push([script, compiled]))(argv);
} else {
  const folder = mkdtempSync(join(tmpdir(), 'changelog-compile-'));
  const changelogs = fileURLToPath(new URL('changelogs', import.meta.url));
  const shop = ['--search-path', changelogs, '--changelog-file', 'shop/db.changelog-master.yaml'];
  // Nobody answers at port 1; the driver is loaded all the same.
  const nobody = (scheme) => ['status', '--url', `${scheme}://nobody@127.0.0.1:1/nothing?connect_timeout=1`, ...shop];
  const runs = [
    ['update', '--url', 'sqlite:shop.db', ...shop],
    ['update', '--url', 'sqlite:shop.db', ...shop],
    ['status', '--url', 'sqlite:shop.db', ...shop],
    ['update-sql', '--url', 'offline:postgresql', ...shop],
    nobody('postgresql'),
    nobody('mariadb'),
  ];
  for (const run of runs) spawnSync(process.execPath, [program, ...run], { cwd: folder, stdio: 'ignore', timeout: 60_000 });
  rmSync(folder, { recursive: true });
}
