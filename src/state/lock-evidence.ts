import type { HeldLock } from '../model/history.js';
import { describeSession, type ServerSession } from '../model/server-session.js';
import { LEASE_MARK } from './lease.js';
import { parseMarker } from './lock-marker.js';
import type { LockState } from './lock-service.js';

/** Who holds the lock, for a message. */
export function describeHolder({ locks: [row], session }: LockState): string {
  const since = row?.lockGranted ? ` since ${row.lockGranted.toISOString()}` : '';
  if (row !== undefined) return `${row.lockedBy ?? 'an unknown process'}${since}`;
  return session === undefined ? 'another run' : describeSession(session);
}

/** What speaks for the holder being alive or gone, in sentences; empty where nothing is known. */
export function describeEvidence(state: LockState): string {
  const [row] = state.locks;
  if (row === undefined) return '';
  if (state.session !== undefined) return `It is alive: ${describeSession(state.session)}.`;
  const marker = parseMarker(row.lockedBy);
  if (marker !== undefined && marker.kept !== LEASE_MARK) return 'Its session has ended; the next run takes the lock over by itself.';
  if (state.others === undefined) return '';
  const { sessions, complete } = state.others;
  if (sessions.length === 0)
    return complete
      ? 'No other session uses this database, so the holder is gone.'
      : 'This login sees no other session of this database, and may not see them all.';
  const there = sessions.filter((session) => isFrom(session, row));
  if (there.length > 0) return `From there ${there.length === 1 ? 'comes' : 'come'} ${there.slice(0, 3).map(describeSession).join('; ')}.`;
  const list = sessions.slice(0, 3).map(describeSession).join('; ');
  const more = sessions.length > 3 ? ` and ${sessions.length - 3} more` : '';
  return `No session of this database is known to come from there; it is used by ${list}${more}.`;
}

/** Whether a session comes from the host that a row names: `host (address)`, with more between the two where it was this program. */
function isFrom({ host }: ServerSession, { lockedBy }: HeldLock): boolean {
  if (host === undefined || lockedBy === null) return false;
  const [, name = '', address = ''] = /^([^#\s]*).*\(([^()]*)\)$/.exec(lockedBy) ?? [];
  const marker = parseMarker(lockedBy);
  return [name, address, marker?.host, marker?.address].includes(host);
}
