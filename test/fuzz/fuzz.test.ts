import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

// The long form is `npm run fuzz`.
it('answers 1500 broken inputs with a result or a located error, in bounded time and memory', () => {
  const { stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'fuzz.mjs'), '--runs', '1500', '--seed', '7'], {
    encoding: 'utf8',
  });
  expect(stdout + stderr).toMatch(/1500 cases, 0 findings/);
}, 60_000);
