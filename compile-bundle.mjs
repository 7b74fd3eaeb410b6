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
  const nobody = (scheme) => `${scheme}://nobody@127.0.0.1:1/nothing?connect_timeout=1`;
  const [done, noConnection] = [0, 4];
  const runs = [
    [done, 'update', 'sqlite:shop.db'],
    [done, 'update', 'sqlite:shop.db'],
    [done, 'status', 'sqlite:shop.db'],
    [done, 'update-sql', 'offline:postgresql'],
    [noConnection, 'status', nobody('postgresql')],
    [noConnection, 'status', nobody('mariadb')],
  ];
  // Settings of whoever builds are no part of these runs.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:changelog|liquibase)_/i.test(name)));
  for (const [expected, command, url] of runs) {
    const options = { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'], timeout: 60_000, encoding: 'utf8' };
    const { status, signal, stderr } = spawnSync(process.execPath, [program, command, '--url', url, ...shop], options);
    if (status === expected) continue;
    process.stderr.write(`compile-bundle: changelog ${command} --url ${url} ended with ${signal ?? status} instead of ${expected}\n${stderr}\n`);
    process.exitCode = 1;
  }
  rmSync(folder, { recursive: true });
}
