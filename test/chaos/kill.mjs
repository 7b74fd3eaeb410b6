/**
 * Kills updates at random and at named moments and lets the next one go on: `node test/chaos/kill.mjs [--kills=300] [--seed=1] [DATABASE…]`,
 * DATABASE being postgresql, mariadb, sqlite. The servers are those of the tests: TEST_POSTGRES_URL, TEST_MARIADB_URL, else this machine's.
 */
import { parseArgs } from 'node:util';
import { killRuns } from './kill-runs.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { kills: { type: 'string', default: '300' }, seed: { type: 'string', default: '1' } },
});
const servers = {
  postgresql: process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres',
  mariadb: process.env.TEST_MARIADB_URL ?? 'mariadb://root@127.0.0.1:3306/',
  sqlite: undefined,
};

for (const dialect of positionals.length === 0 ? Object.keys(servers) : positionals) {
  const figures = await killRuns({
    dialect,
    server: servers[dialect],
    kills: Number(values.kills),
    seed: Number(values.seed),
    say: (line) => console.log(line),
  });
  console.log(JSON.stringify(figures, null, 1));
}
