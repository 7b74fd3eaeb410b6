import { CHECKSUM_VERSION } from '../core/digest.js';
import { fail } from '../core/error.js';
import type { Changeset } from '../model/changelog.js';
import type { RanChangeset } from '../model/history.js';
import { formatChangeset } from './changeset-key.js';
import { storedChecksum, type ChecksumChoice, type ChecksumEnvironment } from './checksum.js';

/** A checksum as it is stored or declared valid: version and digest. */
export interface ParsedChecksum {
  readonly version: number;
  readonly digest: string;
}

/** Reads a stored checksum; a text without a version is version 1. Source: Liquibase `CheckSum.parse` (4.28.0). */
export function parseChecksum(text: string): ParsedChecksum {
  const match = /^(\d+):([a-zA-Z0-9]+)/.exec(text);
  return match === null ? { version: 1, digest: text } : { version: Number(match[1]), digest: match[2] ?? '' };
}

const currentChecksum = new RegExp(`^${CHECKSUM_VERSION}:[a-zA-Z0-9]`);

/** Whether a stored checksum needs no upgrade. */
export function isCurrentVersion(stored: string): boolean {
  return currentChecksum.test(stored);
}

/** How a changeset as it is now compares with the checksum that its history row has. */
export type Comparison =
  /** The row has none. */
  | { readonly verdict: 'unknown' }
  | { readonly verdict: 'same' }
  /** Another one, which a `validCheckSum` allows. */
  | { readonly verdict: 'allowed' }
  /** Another one, which only the way it was computed then explains. */
  | { readonly verdict: 'explained' }
  /** `now` is of the version that is stored. */
  | { readonly verdict: 'changed'; readonly stored: string; readonly now: string };

/**
 * Compares a changeset with its history row, in the version that is stored there.
 * Source: Liquibase `ChangeSet.isCheckSumValid`, `ValidatingVisitorUtil` (4.28.0).
 * @param current the checksum of today's version, where it is known already
 * @throws HISTORY_INVALID for a version that nobody has written yet
 */
export function compareChecksum(changeset: Changeset, ran: RanChangeset, environment: ChecksumEnvironment, current: string): Comparison {
  if (ran.md5sum === null) return unknown;
  if (ran.md5sum === current) return same;
  const parsed = parseChecksum(ran.md5sum);
  if (parsed.version < 1 || parsed.version > CHECKSUM_VERSION) {
    fail('HISTORY_INVALID', {
      message: `the history row of changeset ${formatChangeset(changeset)} has a checksum of unknown version: ${ran.md5sum}`,
      source: changeset.source,
      changeset,
      hint: 'a newer program wrote it; use that one, or changelog clear-checksums',
    });
  }
  const compute = (choice: ChecksumChoice): string => storedChecksum(changeset, environment, { version: parsed.version, ...choice });
  const stored = textOf(parsed);
  const now = parsed.version === CHECKSUM_VERSION ? current : compute({});
  if (now === stored) return same;
  const allowed = changeset.validCheckSums.map((sum) => textOf(parseChecksum(sum)));
  if (allowed.some((sum) => anyChecksum.has(sum.toLowerCase()) || sum === stored || sum === now)) return { verdict: 'allowed' };
  if (mayHaveExpandedSqlFiles(ran) && compute({ expandSqlFiles: true }) === stored) return { verdict: 'explained' };
  return { verdict: 'changed', stored, now };
}

const unknown: Comparison = { verdict: 'unknown' };
const same: Comparison = { verdict: 'same' };

const textOf = ({ version, digest }: ParsedChecksum): string => `${version}:${digest}`;

/** What a validCheckSum says to allow every checksum. */
const anyChecksum: ReadonlySet<string> = new Set(['1:any', '1:all', '1:*']);

/**
 * Whether the row may come from a Liquibase that expanded the properties of a sqlFile before it computed the checksum: 4.0 to 4.25.
 * Source: Liquibase `ValidatingVisitorUtil.validateSqlFileChangeAndExpandExpressions` (4.28.0).
 */
function mayHaveExpandedSqlFiles({ liquibase }: RanChangeset): boolean {
  const version = /^4\.(\d+)\.[^.]*$/.exec(liquibase ?? '');
  return version !== null && Number(version[1]) < 26;
}
