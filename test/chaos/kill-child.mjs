/**
 * One update that may end itself: `node kill-child.mjs URL CHANGELOG POINT COUNT`. It kills its own process, without a chance to tidy up, at the
 * COUNT-th time that POINT is reached. What happens is printed as lines of JSON with the time.
 */
import { writeSync } from 'node:fs';
import { update } from '../../dist/index.js';

const [url, changelogFile, point, count] = process.argv.slice(2);
let seen = 0;

const die = () => process.kill(process.pid, 'SIGKILL');
const reached = () => {
  seen += 1;
  if (seen === Number(count)) die();
};

const points = {
  'before a statement': (event) => event.type === 'statement' && reached(),
  'after a statement': (event) => event.type === 'change-done' && reached(),
  'after the lock': (event) => event.type === 'lock-acquired' && reached(),
  'after a changeset': (event) => event.type === 'changeset-finished' && reached(),
  'during a slow statement': (event) => event.type === 'statement' && /slow\d/.test(event.sql) && setTimeout(reached, 60),
};

const told = new Set(['connected', 'lock-acquired', 'lock-taken-over', 'changeset-resumed', 'changeset-started']);

function onEvent(event) {
  if (told.has(event.type)) writeSync(1, `${JSON.stringify({ type: event.type, at: Date.now(), message: event.message })}\n`);
  points[point]?.(event);
}

try {
  await update({ url, changelogFile, changelogLockPollRate: 1 }, { onEvent });
} catch (error) {
  writeSync(2, `${error.code}: ${error.message}\n`);
  process.exitCode = 1;
}
