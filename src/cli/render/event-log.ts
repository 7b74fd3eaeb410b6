import type { ChangelogEvent } from '../../core/events.js';
import type { Log, LogLevel } from '../log.js';
import { duration } from './table.js';

/** An event as one line of the log, with its level. */
export interface LogLine {
  readonly level: Exclude<LogLevel, 'off'>;
  readonly message: string;
}

/** What the log says about an event; undefined where it says nothing. `sqlLevel` is the level of SQL statements. */
export function logLineOf(event: ChangelogEvent, sqlLevel: LogLevel): LogLine | undefined {
  switch (event.type) {
    case 'connected':
      return { level: 'info', message: `Connected to ${event.product} ${event.version}, ${event.url}` };
    case 'connect-retry':
      return { level: 'warning', message: `${event.reason}; new try ${event.attempt} of ${event.of}` };
    case 'run-started':
      return { level: 'info', message: `Starting ${event.direction} of ${event.total} changesets` };
    case 'changeset-started':
      return { level: 'info', message: `Running changeset ${key(event.changeset)} (${event.index} of ${event.total})` };
    case 'changeset-finished':
      return { level: 'info', message: `Changeset ${key(event.changeset)}: ${event.execType} in ${Math.round(event.milliseconds)} ms` };
    case 'changeset-rolled-back':
      return { level: 'info', message: `Changeset ${key(event.changeset)} rolled back in ${Math.round(event.milliseconds)} ms` };
    case 'changeset-resumed':
      return { level: 'info', message: `Changeset ${key(event.changeset)} ${event.message}` };
    case 'precondition':
      return {
        level: 'warning',
        message: `${event.changeset === undefined ? 'Changelog' : key(event.changeset)}: ${event.outcome} ${event.message}`,
      };
    case 'statement':
      return sqlLevel === 'off' ? undefined : { level: sqlLevel, message: event.sql };
    case 'change-done':
      return { level: 'info', message: event.message };
    case 'output':
      return { level: outputLevels[event.target.toUpperCase()] ?? 'info', message: event.message };
    case 'checksum-upgraded':
      return { level: 'info', message: `Checksum of ${key(event.changeset)} changed from ${event.from ?? 'none'} to ${event.to}` };
    case 'warning':
      return { level: 'warning', message: event.warning.message };
    case 'lock-waiting':
      return {
        level: 'info',
        message: `Waiting for the changelog lock, held by ${event.holder ?? 'somebody'}; next look in ${duration(event.pauseMs)}`,
      };
    case 'lock-taken-over':
      return { level: 'info', message: `Took over the changelog lock of ${event.holder}: ${event.reason}` };
    case 'lock-acquired':
      return { level: 'info', message: 'Acquired the changelog lock' };
    case 'lock-released':
      return { level: 'info', message: 'Released the changelog lock' };
    case 'log':
      return { level: event.level === 'warn' ? 'warning' : event.level === 'debug' ? 'fine' : 'info', message: event.message };
  }
}

const outputLevels: Readonly<Record<string, LogLine['level']>> = { DEBUG: 'fine', INFO: 'info', WARN: 'warning', FATAL: 'severe' };

export function logEvent(log: Log, event: ChangelogEvent, sqlLevel: LogLevel): void {
  const line = logLineOf(event, sqlLevel);
  if (line !== undefined) log.write(line.level, line.message);
}

const key = ({ id, author, path }: { readonly id: string; readonly author: string; readonly path: string }): string =>
  `${path}::${id}::${author}`;
