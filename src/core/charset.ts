import { isUtf8 } from 'node:buffer';
import { ChangelogError, fail } from './error.js';
import { lineIndex } from './source.js';
import { didYouMean } from './suggest.js';

/** Turns bytes into text piece by piece. Throws TypeError on bytes that are not valid in the charset. */
interface Decoder {
  push(bytes: Uint8Array): string;
  end(): string;
}

/** Java's names (and aliases in use) for charsets that the platform calls otherwise. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['utf8', 'utf-8'],
  ['utf_8', 'utf-8'],
  ['utf_16', 'utf-16'],
  ['utf16', 'utf-16'],
  ['unicodebig', 'utf-16be'],
  ['unicodelittle', 'utf-16le'],
  ['x-utf-16le-bom', 'utf-16le'],
  ['iso8859_1', 'iso-8859-1'],
  ['iso8859-1', 'iso-8859-1'],
  ['iso_8859-1', 'iso-8859-1'],
  ['8859_1', 'iso-8859-1'],
  ['latin1', 'iso-8859-1'],
  ['ascii', 'us-ascii'],
  ['iso646-us', 'us-ascii'],
  ['euc_jp', 'euc-jp'],
  ['eucjp', 'euc-jp'],
  ['euc_kr', 'euc-kr'],
  ['sjis', 'shift_jis'],
  ['ms932', 'shift_jis'],
  ['windows-31j', 'shift_jis'],
  ['ms936', 'gbk'],
  ['cp936', 'gbk'],
  ['ms949', 'euc-kr'],
  ['ms950', 'big5'],
  ['koi8_r', 'koi8-r'],
  ['koi8_u', 'koi8-u'],
  ['ibm866', 'ibm866'],
  ['cp866', 'ibm866'],
  ['macroman', 'macintosh'],
]);

const wellKnown = [
  'UTF-8',
  'UTF-16',
  'UTF-16LE',
  'UTF-16BE',
  'ISO-8859-1',
  'US-ASCII',
  'windows-1252',
  'ISO-8859-15',
  'Shift_JIS',
  'GBK',
  'Big5',
];

function canonical(name: string): string {
  const lower = name.trim().toLowerCase();
  const known = aliases.get(lower);
  if (known !== undefined) return known;
  return lower.replace(/^cp(125\d)$/, 'windows-$1').replace(/^iso_?8859[_-](\d+)$/, 'iso-8859-$1');
}

function decoderOf(charset: string, name: string): Decoder {
  // The platform reads both as windows-1252; Java does not.
  if (charset === 'iso-8859-1') return { push: latin1, end: () => '' };
  if (charset === 'us-ascii') return { push: ascii, end: () => '' };
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(charset === 'utf-16' ? 'utf-16be' : charset, { fatal: true, ignoreBOM: true });
  } catch {
    return fail('PARSE_ENCODING', {
      message: `unknown encoding "${name}"`,
      hint: didYouMean(name, wellKnown) ?? `known are ${wellKnown.join(', ')}`,
    });
  }
  return { push: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

function ascii(bytes: Uint8Array): string {
  if (bytes.some((byte) => byte > 127)) throw new TypeError('not ASCII');
  return latin1(bytes);
}

/** The charset that a byte order mark at the front names, and the length of the mark. */
function byteOrderMark(bytes: Uint8Array): { readonly charset: string; readonly length: number } | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { charset: 'utf-8', length: 3 };
  if (a === 0xfe && b === 0xff) return { charset: 'utf-16be', length: 2 };
  if (a === 0xff && b === 0xfe) return { charset: 'utf-16le', length: 2 };
  return undefined;
}

/**
 * Decodes a text that comes in pieces. The charset is the given one (a Java name), else that of the byte order mark, else UTF-8; the
 * mark itself is dropped. Source: Liquibase `StreamUtil.readStreamWithReader`, which replaces invalid bytes where this refuses them.
 * @param file what errors name
 * @throws PARSE_ENCODING on an unknown charset, a byte order mark of another one, or invalid bytes, with their line and column.
 */
export function* decodePieces(pieces: Iterable<Uint8Array>, file: string, encoding?: string): Generator<string, void, undefined> {
  let decoder: Decoder | undefined;
  let name = encoding ?? 'UTF-8';
  let line = 1;
  /** Characters of the line so far. */
  let column = 0;
  for (let piece of withWholeMark(pieces)) {
    if (decoder === undefined) {
      const mark = byteOrderMark(piece);
      const wanted = encoding === undefined ? undefined : canonical(encoding);
      if (mark !== undefined && wanted?.startsWith('utf') && wanted !== mark.charset && wanted !== 'utf-16') {
        fail('PARSE_ENCODING', {
          message: `the encoding is given as ${encoding}, but the byte order mark says ${mark.charset.toUpperCase()}`,
          source: { file, line: 1, column: 1 },
        });
      }
      const charset = wanted === undefined || (wanted === 'utf-16' && mark) ? (mark?.charset ?? 'utf-8') : wanted;
      if (encoding === undefined) name = charset.toUpperCase();
      try {
        decoder = decoderOf(charset, name);
      } catch (error) {
        throw error instanceof ChangelogError ? error.with({ source: { file, line: 1, column: 1 } }) : error;
      }
      if (mark !== undefined) piece = piece.subarray(mark.length);
    }
    let text: string;
    try {
      text = decoder.push(piece);
    } catch {
      invalid(piece, file, line, column, name);
    }
    if (text !== '') yield text;
    const end = text.lastIndexOf('\n');
    column = end < 0 ? column + text.length : text.length - end - 1;
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) line++;
  }
  try {
    const rest = decoder?.end() ?? '';
    if (rest !== '') yield rest;
  } catch {
    fail('PARSE_ENCODING', {
      message: `the file ends in the middle of a character of ${name}`,
      source: { file, line, column: column + 1 },
    });
  }
}

/** The same bytes, the first piece long enough to hold a byte order mark. */
function* withWholeMark(pieces: Iterable<Uint8Array>): Generator<Uint8Array, void, undefined> {
  let first: Uint8Array | undefined = new Uint8Array();
  for (const piece of pieces) {
    if (first === undefined) yield piece;
    else if (first.length + piece.length < 3) first = Buffer.concat([first, piece]);
    else {
      yield first.length === 0 ? piece : Buffer.concat([first, piece]);
      first = undefined;
    }
  }
  if (first !== undefined && first.length > 0) yield first;
}

/** Decodes a whole text; see `decodePieces`. */
export function decodeText(bytes: Uint8Array, file: string, encoding?: string): string {
  // Nearly all files are UTF-8 without a mark. The general decoder also finds the place of a fault, and takes long to load.
  if (encoding === undefined && (bytes[0] ?? 0) < 0xef && isUtf8(bytes))
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  let text = '';
  for (const piece of decodePieces([bytes], file, encoding)) text += piece;
  return text;
}

function invalid(piece: Uint8Array, file: string, line: number, column: number, name: string): never {
  const lossy = name.toLowerCase().startsWith('utf-16') ? '' : new TextDecoder('utf-8').decode(piece);
  const place = lineIndex(file, lossy).at(Math.max(0, lossy.indexOf('\uFFFD')));
  return fail('PARSE_ENCODING', {
    message: `a byte that is not valid ${name}`,
    source: { file, line: line + place.line - 1, column: place.line === 1 ? column + place.column : place.column },
    hint: 'save the file as UTF-8, or name its encoding where the change has an encoding attribute',
  });
}
