import { fail } from '../../core/error.js';

/** One record of a CSV text. */
export interface CsvRecord {
  readonly fields: readonly string[];
  /** The line it starts on, counted from 1. */
  readonly line: number;
}

export interface CsvFormat {
  /** One character. */
  readonly separator: string;
  /** One character, or undefined where fields are never quoted. */
  readonly quote: string | undefined;
}

/** Most characters of one record, quoted line ends included; a record stands in memory whole, and once more in its INSERT. */
const maxRecord = 50_000_000;

/**
 * Reads CSV piece by piece. A field is quoted where its first character is the quote; inside, a doubled quote is one, and a quote that no
 * separator or line end follows is text. Line ends inside quotes become LF. An empty line is a record without fields.
 * Source: RFC 4180, and opencsv's `RFC4180Parser`, which Liquibase reads with, for what the RFC leaves open.
 * @param file what errors name
 * @throws PARSE_CSV where a quote is still open at the end, PARSE_LIMIT where a record is too long.
 */
export function* readCsv(pieces: Iterable<string>, format: CsvFormat, file: string): Generator<CsvRecord, void, undefined> {
  const { separator, quote } = format;
  let number = 0;
  let started = 0;
  /** The record so far, where a quoted field goes on over the line end. */
  let open: { readonly fields: string[]; text: string } | undefined;
  for (const line of lines(pieces, tooLong)) {
    number++;
    if (open === undefined && (quote === undefined || !line.includes(quote))) {
      yield { fields: line === '' ? [] : line.split(separator), line: number };
      continue;
    }
    if (open === undefined) started = number;
    const fields: string[] = open?.fields ?? [];
    const rest = readQuoted(line, separator, quote ?? '', fields, open?.text);
    open = rest === undefined ? undefined : { fields, text: `${rest}\n` };
    if (open === undefined) yield { fields, line: started };
    else if (open.text.length > maxRecord) tooLong();
  }
  if (open !== undefined) {
    fail('PARSE_CSV', {
      message: `a quoted field opens in the record on line ${started} and is never closed`,
      source: { file, line: started, column: 1 },
      hint: 'close the quote, or set quotchar to a character that the file does not use',
    });
  }

  function tooLong(): never {
    return fail('PARSE_LIMIT', {
      message: `a record has more than ${maxRecord} characters`,
      source: { file, line: open === undefined ? number + 1 : started, column: 1 },
      hint: open === undefined ? undefined : 'is its quote never closed?',
    });
  }
}

/**
 * Adds the fields of a line.
 * @param text the text of a quoted field that earlier lines began.
 * @returns the text of a quoted field that the line does not close; undefined where the record is complete.
 */
function readQuoted(line: string, separator: string, quote: string, fields: string[], text?: string): string | undefined {
  let at = 0;
  let open = text;
  for (;;) {
    if (open === undefined) {
      if (line[at] !== quote) {
        const end = line.indexOf(separator, at);
        // Outside quotes a doubled quote is one, too.
        fields.push(line.slice(at, end < 0 ? line.length : end).replaceAll(quote + quote, quote));
        if (end < 0) return undefined;
        at = end + 1;
        continue;
      }
      open = '';
      at++;
    }
    const close = line.indexOf(quote, at);
    if (close < 0) return open + line.slice(at);
    open += line.slice(at, close);
    const next = line[close + 1];
    if (next === quote) {
      open += quote;
      at = close + 2;
    } else if (next === undefined) {
      fields.push(open);
      return undefined;
    } else if (next === separator) {
      fields.push(open);
      open = undefined;
      at = close + 2;
    } else {
      open += quote;
      at = close + 1;
    }
  }
}

/**
 * Lines without their ends (LF, CR LF or CR); a last line without an end counts, an empty rest does not. Only what is new is searched for
 * line ends, so that a line of many pieces costs no more than many lines.
 */
function* lines(pieces: Iterable<string>, tooLong: () => never): Generator<string, void, undefined> {
  let rest = '';
  /** The last piece ended with a CR, which may be half of a CR LF. */
  let heldBack = false;
  for (const piece of pieces) {
    let start = 0;
    if (heldBack) {
      yield rest;
      rest = '';
      if (piece.startsWith('\n')) start = 1;
    }
    heldBack = piece.length > start && piece.endsWith('\r');
    const complete = heldBack ? piece.length - 1 : piece.length;
    const end = /\r\n|\r|\n/g;
    end.lastIndex = start;
    for (let found = end.exec(piece); found !== null && found.index < complete; found = end.exec(piece)) {
      yield rest + piece.slice(start, found.index);
      rest = '';
      start = end.lastIndex;
    }
    rest += piece.slice(start, complete);
    if (rest.length > maxRecord) tooLong();
  }
  if (rest !== '' || heldBack) yield rest;
}
