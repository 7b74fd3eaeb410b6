import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Most of the time is spent waiting for servers and child processes, so that two files fit on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Servers and child processes answer slower on a busy machine than a unit test does.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
