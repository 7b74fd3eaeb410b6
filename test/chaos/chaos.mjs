#!/usr/bin/env node
// The long form of the tests in this folder: `npm run chaos`, or `npm run chaos -- locks` for the files with this word in their name; what
// follows goes to vitest, as in `npm run chaos -- locks -t CONCURRENTLY`.
// CHAOS_ROUNDS sets how often each is repeated; LIQUIBASE names the command that runs Liquibase, for the tests that need one.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const given = process.argv.slice(2);
const [word = '', ...rest] = given[0]?.startsWith('-') ? ['', ...given] : given;
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--reporter=verbose', `test/chaos/${word}`, ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, CHAOS: 'long' },
});
process.exitCode = status ?? 1;
