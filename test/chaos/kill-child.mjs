/**
 * One update that may end itself: `node kill-child.mjs URL CHANGELOG POINT COUNT`. It kills its own process, without a chance to tidy up, at the
 * COUNT-th time that POINT is reached. What happens is printed as lines of JSON with the time.
 */
import { writeSync } from 'node:fs';
import { update } from '../../dist/index.js';
import { moments } from './kill-moments.mjs';

const [url, changelogFile, point, count] = process.argv.slice(2);
let seen = 0;

const die = () => process.kill(process.pid, 'SIGKILL');
const reached = () => {
  seen += 1;
  if (seen === Number(count)) die();
};

const points = {
  'after the lock': (event) => event.type === 'lock-acquired' && reached(),
  'after a changeset': (event) => event.type === 'changeset-finished' && reached(),
  'during a slow statement': (event) => event.type === 'statement' && /slow\d/.test(event.sql) && setTimeout(reached, 60),
};

const told = new Set(['connected', 'lock-acquired', 'lock-taken-over', 'changeset-resumed', 'changeset-started']);

function onEvent(event) {
  if (told.has(event.type)) writeSync(1, `${JSON.stringify({ type: event.type, at: Date.now(), message: event.message })}\n`);
  points[point]?.(event);
}

/** What the wire shows of other databases is told to SQLite's package; that it asks for more shows that a statement was executed. */
async function watchSqlite({ statement, after }) {
  const { default: Database } = await import('libsql/promise');
  const begins = new RegExp(`^\\s*(?:${statement})`, 'i');
  let isDue = false;
  for (const way of ['exec', 'prepare']) {
    const send = Database.prototype[way];
    Database.prototype[way] = function (sql) {
      if (isDue) die();
      if (begins.test(sql)) {
        seen += 1;
        isDue = seen === Number(count);
        if (isDue && !after) die();
      }
      return send.call(this, sql);
    };
  }
}

if (url.startsWith('sqlite:') && moments[point] !== undefined) await watchSqlite(moments[point]);
try {
  await update({ url, changelogFile, changelogLockPollRate: 1 }, { onEvent });
} catch (error) {
  writeSync(2, `${error.code}: ${error.message}\n`);
  process.exitCode = 1;
}
