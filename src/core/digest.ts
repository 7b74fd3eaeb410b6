import { createHash } from 'node:crypto';

/** The version that new checksums carry as a prefix. Source: Liquibase `ChecksumVersion`, V9 since 4.22. */
export const CHECKSUM_VERSION = 9;

/** A text that is digested as it is: Liquibase digests SQL as a stream of bytes, which it does not normalise. */
export interface RawText {
  readonly raw: string;
}

/**
 * `9:` + md5 of a text, the way Liquibase digests strings: line ends become LF, U+FFFD goes, Unicode is composed (NFC), UTF-8.
 */
export function textChecksum(text: string | RawText): string {
  if (typeof text !== 'string') return bytesChecksum([Buffer.from(text.raw, 'utf8')]);
  let normal = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  // oxlint-disable-next-line no-control-regex
  if (!/^[\x00-\x7f]*$/.test(normal)) normal = normal.replaceAll('\uFFFD', '').normalize('NFC');
  return `${CHECKSUM_VERSION}:${createHash('md5').update(normal, 'utf8').digest('hex')}`;
}

/** `9:` + md5 of bytes that come in pieces. */
export function bytesChecksum(pieces: Iterable<Uint8Array>): string {
  const hash = createHash('md5');
  for (const piece of pieces) hash.update(piece);
  return `${CHECKSUM_VERSION}:${hash.digest('hex')}`;
}
