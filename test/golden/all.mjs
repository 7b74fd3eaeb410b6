// The snapshot, diff and generateChangelog cases of Liquibase's test harness: npm run golden -- PATH/liquibase/harness
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const [harness = '.', ...options] = process.argv.slice(2);
const scripts = { snapshot: 'snapshot.mjs', diff: 'diff.mjs', generateChangelog: 'generate-changelog.mjs' };
for (const [folder, script] of Object.entries(scripts)) {
  console.log(folder);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, script), join(harness, folder), ...options], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
