import { openFileWriter } from '../core/local-file.js';
import type { OutputPort } from './cli-io.js';

const encodings = { 'UTF-8': 'utf8', 'UTF-16LE': 'utf16le', 'ISO-8859-1': 'latin1', 'US-ASCII': 'latin1' } as const;
const highest: Readonly<Record<string, number>> = { 'ISO-8859-1': 0xff, 'US-ASCII': 0x7f };

export interface DataOptions {
  readonly stdout: OutputPort;
  readonly cwd: string;
  readonly outputFile: string | undefined;
  readonly encoding: string;
  readonly lineSeparator: string;
}

/** Where a command's data goes: standard output or the output file, with the line ends and in the encoding asked for. */
export interface DataSink {
  write(text: string): void;
  close(): void;
}

/** Opens the sink; a file that cannot be written is told before the command runs. Throws CONFIG_FILE. */
export function openData({ stdout, cwd, outputFile, encoding, lineSeparator }: DataOptions): DataSink {
  const lines = (text: string): string => (lineSeparator === '\n' ? text : text.replace(/\r?\n/g, lineSeparator));
  if (outputFile === undefined) {
    return {
      write(text) {
        if (text !== '') stdout.write(lines(text));
      },
      close() {},
    };
  }
  const file = openFileWriter(cwd, outputFile, { append: false });
  return { write: (text) => file.write(encode(lines(text), encoding)), close: () => file.close() };
}

/** What the encoding cannot say becomes a question mark, as in Java. */
function encode(text: string, encoding: string): Uint8Array {
  const limit = highest[encoding];
  const fitting = limit === undefined ? text : text.replace(limit === 0xff ? /[^\x00-\xff]/gu : /[^\x00-\x7f]/gu, '?');
  return Buffer.from(fitting, encodings[encoding as keyof typeof encodings] ?? 'utf8');
}

/** The line end that a setting names: LF, CRLF, or the characters themselves as they are or as escapes. */
export function lineSeparatorOf(setting: string): string | undefined {
  const text = setting.replaceAll('\\r', '\r').replaceAll('\\n', '\n');
  if (/^lf$/i.test(text) || text === '\n') return '\n';
  if (/^crlf$/i.test(text) || text === '\r\n') return '\r\n';
  return undefined;
}
