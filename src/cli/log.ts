import type { Redactor } from '../core/redact.js';

export type LogLevel = 'off' | 'severe' | 'warning' | 'info' | 'fine';
export type LogFormat = 'TEXT' | 'JSON' | 'JSON_PRETTY';

const order: readonly LogLevel[] = ['off', 'severe', 'warning', 'info', 'fine'];

/** The log: lines with time and level, for operators; off unless asked for. Everything written is redacted. */
export interface Log {
  /** Whether lines of a level are written, so that none is built in vain. */
  writes(level: LogLevel): boolean;
  write(level: Exclude<LogLevel, 'off'>, message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface LogOptions {
  readonly level: LogLevel;
  readonly format: LogFormat;
  readonly out: (text: string) => void;
  readonly redactor: Redactor;
  readonly now?: () => Date;
}

export function createLog({ level, format, out, redactor, now = () => new Date() }: LogOptions): Log {
  const limit = order.indexOf(level);
  const writes = (wanted: LogLevel): boolean => limit > 0 && order.indexOf(wanted) <= limit && wanted !== 'off';
  return {
    writes,
    write(at, message, fields) {
      if (!writes(at)) return;
      const time = now();
      if (format === 'TEXT') {
        out(redactor.redact(`[${localTime(time)}] ${at.toUpperCase()} [changelog] ${message}\n`));
        return;
      }
      const line = { timestamp: time.toISOString(), level: at.toUpperCase(), message, ...fields };
      out(`${stringify(line, redactor, format === 'JSON_PRETTY' ? 2 : undefined)}\n`);
    },
  };
}

/** JSON text with dates as ISO 8601, big integers as text and bytes as base64; strings redacted where a redactor is given. */
export function stringify(value: unknown, redactor: Redactor | undefined, indent?: number): string {
  return JSON.stringify(
    value,
    (_key, part: unknown) => {
      if (typeof part === 'string') return redactor === undefined ? part : redactor.redact(part);
      if (typeof part === 'bigint') return String(part);
      if (part instanceof Uint8Array) return Buffer.from(part).toString('base64');
      return part;
    },
    indent,
  );
}

const two = (part: number): string => String(part).padStart(2, '0');

/** `2026-01-31 13:30:00` in the time zone of this machine. */
export function localTime(date: Date): string {
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** A level by any of the names that Liquibase and Java know. */
export function logLevel(name: string): LogLevel {
  const lower = name.toLowerCase();
  if (lower === 'debug' || lower === 'finer' || lower === 'finest' || lower === 'all' || lower === 'config') return 'fine';
  if (lower === 'warn') return 'warning';
  if (lower === 'error') return 'severe';
  return order.find((level) => level === lower) ?? 'off';
}
