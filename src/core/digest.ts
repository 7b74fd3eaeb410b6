import { createHash, hash } from 'node:crypto';

/** The version that new checksums carry as a prefix. Source: Liquibase `ChecksumVersion`, V9 since 4.22. */
export const CHECKSUM_VERSION = 9;

/** A text that is digested as it is: Liquibase digests SQL as a stream of bytes, which it does not normalise. */
export interface RawText {
  readonly raw: string | Uint8Array;
}

/** The last version with the old rules; rows that Liquibase 3.5 to 4.21 wrote have it. Lower versions follow the same rules. */
export const OLD_CHECKSUM_VERSION = 8;

/**
 * `9:` + md5 of a text, the way Liquibase digests strings: line ends become LF, U+FFFD goes, Unicode is composed (NFC), UTF-8.
 * @param version the prefix, where it is not the current one; the digest itself is the same in all versions.
 */
export function textChecksum(text: string | RawText, version: number = CHECKSUM_VERSION): string {
  if (typeof text !== 'string') return bytesChecksum([typeof text.raw === 'string' ? Buffer.from(text.raw, 'utf8') : text.raw], version);
  return plainChecksum(/[\r\x80-\uffff]/.test(text) ? normalized(text) : text, version);
}

/** The same of a text that is ASCII without carriage returns, as digests are. */
export function plainChecksum(text: string, version: number): string {
  return `${version}:${hash('md5', text)}`;
}

const normalized = (text: string): string => text.replace(/\r\n?/g, '\n').replaceAll('\uFFFD', '').normalize('NFC');

/** `9:` (or another version) + md5 of bytes that come in pieces. */
export function bytesChecksum(pieces: Iterable<Uint8Array>, version: number = CHECKSUM_VERSION): string {
  const digest = createHash('md5');
  for (const piece of pieces) digest.update(piece);
  return `${version}:${digest.digest('hex')}`;
}

/** Eight hexadecimal digits that tell one text from another. */
export function shortDigest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 8);
}

/** A digest of texts as they come; where one ends and the next begins counts. */
export interface RunningDigest {
  add(text: string): void;
  /** The digest so far. */
  value(): string;
  /** What it would be with one more text. */
  valueWith(text: string): string;
}

export function createRunningDigest(): RunningDigest {
  const hash = createHash('md5');
  const add = (to: typeof hash, text: string): typeof hash => to.update(`${text.length}:`).update(text, 'utf8');
  return {
    add: (text) => void add(hash, text),
    value: () => hash.copy().digest('hex'),
    valueWith: (text) => add(hash.copy(), text).digest('hex'),
  };
}
