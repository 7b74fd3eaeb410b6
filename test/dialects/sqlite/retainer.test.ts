import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { parseConnectionUrl } from '../../../src/dialects/connection-url.js';
import { sqliteDriver } from '../../../src/dialects/sqlite/driver.js';

/** Some seconds of work, were it not interrupted. */
const slow = 'SELECT count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000000) SELECT i FROM n)';

it('goes on taking signals where garbage is collected while a statement of SQLite runs', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  // What tests before this one left behind is not what is measured.
  collectGarbage();
  const controller = new AbortController();
  const parsed = parseConnectionUrl('sqlite::memory:', { username: undefined, password: undefined, cwd: '.' });
  if (parsed.kind !== 'live') throw new Error('not a database');
  await using connection = await sqliteDriver.connect(parsed.target, { signal: controller.signal });
  for (let at = 0; at < 5; at++) await connection.query(`SELECT ${at}`);
  const running = connection.query(slow);
  await sleep(100);
  const begun = performance.now();
  collectGarbage();
  await turn();
  controller.abort();
  await expect(running).rejects.toMatchObject({ code: 'INTERRUPTED' });
  expect(performance.now() - begun).toBeLessThan(700);
});
