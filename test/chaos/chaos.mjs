#!/usr/bin/env node
// The long form of the tests in this folder: `npm run chaos`, or `npm run chaos -- locks` for those whose file name has the word.
// CHAOS_ROUNDS sets how often each is repeated; LIQUIBASE names the command that runs Liquibase, for the tests that need one.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const words = process.argv.slice(2);
const files = words.length === 0 ? ['test/chaos'] : words.map((word) => (word.startsWith('-') ? word : `test/chaos/${word}`));
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--reporter=verbose', ...files], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, CHAOS: 'long' },
});
process.exitCode = status ?? 1;
