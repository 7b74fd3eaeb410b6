import { bytesChecksum } from '../../core/digest.js';

const LF = 0x0a;
const CR = 0x0d;

/**
 * The checksum of a data file: over its bytes without CRs, empty lines, comment lines and the last line end. A line is a comment where
 * its first byte is the first character of the comment mark, however long the mark is.
 * Source: Liquibase `EmptyLineAndCommentSkippingInputStream` (4.28.0).
 * @param comment the comment mark; empty for none.
 * @param version the prefix.
 */
export function dataFileChecksum(pieces: Iterable<Uint8Array>, comment: string, version: number): string {
  return bytesChecksum(significant(pieces, comment === '' ? -1 : comment.charCodeAt(0)), version);
}

function* significant(pieces: Iterable<Uint8Array>, mark: number): Generator<Uint8Array, void, undefined> {
  let lineStart = true;
  let inComment = false;
  /** A line end that counts only if another line follows. */
  let pending = false;
  for (const piece of pieces) {
    const kept = Buffer.allocUnsafe(piece.length + 1);
    let length = 0;
    for (const byte of piece) {
      if (inComment) inComment = byte !== LF && byte !== CR;
      else if (byte === LF) {
        pending ||= !lineStart;
        lineStart = true;
      } else if (byte !== CR) {
        if (lineStart && byte === mark) inComment = true;
        else {
          if (pending) kept[length++] = LF;
          kept[length++] = byte;
          [pending, lineStart] = [false, false];
        }
      }
    }
    yield kept.subarray(0, length);
  }
}
