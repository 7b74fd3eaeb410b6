import { existsSync, statfsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take long; begun last, one of them would be waited for alone. */
const long = /\/test\/(?:chaos\/kill|chaos\/cut-off|cli\/option-effects|db\/examples|diff\/alterations|diff\/rich-schema)\.test\.ts$/;

class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => (long.test(moduleId) ? 0 : 1);
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

/** A file system in memory; undefined where there is none, or little room in it. */
function memory(folder = '/dev/shm'): string | undefined {
  if (!existsSync(folder)) return undefined;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > 2e9 ? folder : undefined;
}

const folder = memory();

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/db/drop-databases.ts',
    // Files of a worker share what they import: to load it again takes longer than most tests.
    isolate: false,
    // Most of the time is spent waiting for servers and child processes, so that two files fit on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongOnesFirst },
    // Folders of tests, with their SQLite databases: they kill programs, not the machine, so that nothing has to reach a disk.
    env: folder === undefined ? {} : { TMPDIR: folder },
    // Servers and child processes answer slower on a busy machine than a unit test does.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
