import { CHECKSUM_VERSION } from '../core/digest.js';
import type { Changeset } from '../model/changelog.js';

/**
 * Whether a stored checksum is accepted for a changeset as it is now. A missing one is; so is one that a `validCheckSum` allows, by
 * naming it, the current one, or `any`. Source: Liquibase `ChangeSet.isCheckSumValid`.
 */
export function acceptsChecksum(changeset: Changeset, stored: string | null, current: string): boolean {
  const allowed = changeset.validCheckSums.map(normalizeChecksum);
  if (allowed.some((sum) => sum === '1:any' || sum === '1:all' || sum === '1:*')) return true;
  if (stored === null || normalizeChecksum(stored) === normalizeChecksum(current)) return true;
  return allowed.includes(normalizeChecksum(stored)) || allowed.includes(normalizeChecksum(current));
}

/** `N:hex` in lower case; a text without a version is version 1. Source: Liquibase `CheckSum.parse`. */
function normalizeChecksum(text: string): string {
  const trimmed = text.trim().toLowerCase();
  return /^\d+:/.test(trimmed) ? trimmed : `1:${trimmed}`;
}

/** The version of a stored checksum. */
export function checksumVersion(stored: string): number {
  return Number(/^(\d+):/.exec(stored)?.[1] ?? 1);
}

/** Whether a stored checksum can be compared with one computed today. */
export function isCurrentVersion(stored: string): boolean {
  return checksumVersion(stored) === CHECKSUM_VERSION;
}
