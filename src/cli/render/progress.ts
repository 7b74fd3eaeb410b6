import type { ChangesetRef } from '../../core/error.js';
import type { ChangelogEvent } from '../../core/events.js';
import type { OutputPort } from '../cli-io.js';
import { renderWarning, type DiagnosticOptions } from './diagnostic.js';
import { visible, type Style } from './style.js';
import { displayWidth, duration } from './table.js';

/** Shows a run while it happens. */
export interface Progress {
  show(event: ChangelogEvent): void;
  /** Removes what is only transient, before something else is written. */
  clear(): void;
  close(): void;
}

export interface ProgressOptions extends DiagnosticOptions {
  readonly out: OutputPort;
  /** Rewrites the last line (a terminal); otherwise each changeset is one line when it is done. */
  readonly live: boolean;
  readonly style: Style;
}

/** A changeset that runs longer than this is named while it runs where lines cannot be rewritten, and again after each doubling. */
const LONG_MS = 5000;

/** Progress on standard error: on a terminal what runs now, how many of how many and for how long; elsewhere plain lines. */
export function createProgress(options: ProgressOptions): Progress {
  const { out, live, style } = options;
  let current: { readonly label: string; readonly started: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let drawn = false;
  let waitingFor: string | undefined;
  let lines: string[] = [];

  const flush = (): void => {
    if (lines.length > 0) out.write(lines.join(''));
    lines = [];
  };
  const clear = (): void => {
    if (drawn) out.write('\r\x1b[2K');
    drawn = false;
    flush();
  };
  const line = (text: string): void => {
    // A write to a pipe takes as long as preparing a small changeset; what comes in one turn is written at once.
    if (!live && lines.length === 0) setImmediate(flush);
    lines.push(`${text}\n`);
    if (live) clear();
  };
  const draw = (): void => {
    if (current === undefined) return;
    const elapsed = performance.now() - current.started;
    const text = `${current.label}${elapsed < 1000 ? '' : `  ${duration(elapsed)}`}`;
    const columns = out.columns() ?? 80;
    out.write(`\r\x1b[2K${style.dim(fit(text, columns - 1))}`);
    drawn = true;
  };
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
    current = undefined;
    if (live) clear();
  };
  const start = (label: string): void => {
    current = { label, started: performance.now() };
    if (live) {
      draw();
      timer = setInterval(draw, 1000).unref();
      return;
    }
    const tell = (after: number): void => {
      timer = setTimeout(() => {
        line(`${label}  running for ${duration(after)}`);
        tell(after * 2);
      }, after).unref();
    };
    tell(LONG_MS);
  };

  return {
    clear,
    close() {
      stop();
      flush();
    },
    show(event) {
      switch (event.type) {
        case 'changeset-started':
          start(`${count(event.index, event.total)} ${name(event.changeset)}`);
          return;
        case 'changeset-finished': {
          stop();
          const word = outcomes[event.execType];
          line(
            `${style.dim(count(event.index, event.total))} ${name(event.changeset)}  ${style.dim(duration(event.milliseconds))}${word === '' ? '' : `  ${style.yellow(word)}`}`,
          );
          return;
        }
        case 'changeset-rolled-back':
          stop();
          line(
            `${style.dim(count(event.index, event.total))} rolled back ${name(event.changeset)}  ${style.dim(duration(event.milliseconds))}`,
          );
          return;
        case 'changeset-resumed':
          line(`  ${name(event.changeset)} ${visible(event.message)}`);
          return;
        case 'precondition':
          line(
            `  ${event.changeset === undefined ? '' : `${name(event.changeset)}: `}${style.yellow(event.outcome)} ${visible(event.message)}`,
          );
          return;
        case 'output':
          if (event.target.toUpperCase() === 'STDERR') line(visible(event.message));
          return;
        case 'warning':
          clear();
          out.write(renderWarning(event.warning, options));
          return;
        case 'checksum-upgraded':
          if (event.from !== null) line(`upgraded the checksum of ${name(event.changeset)} from ${visible(event.from)} to ${event.to}`);
          return;
        case 'lock-waiting': {
          const holder = event.holder ?? 'somebody';
          if (waitingFor === holder) return;
          waitingFor = holder;
          line(
            `waiting for the changelog lock, held by ${visible(holder)}${event.since === null ? '' : ` since ${event.since.toISOString()}`}`,
          );
          return;
        }
        case 'connect-retry':
          line(`${visible(event.reason)}; trying again (${event.attempt} of ${event.of})`);
          return;
        case 'lock-taken-over':
          line(`took over the changelog lock of ${visible(event.holder)}: ${event.reason}`);
          return;
        case 'lock-acquired':
          if (waitingFor !== undefined) line('the changelog lock is free');
          waitingFor = undefined;
          return;
        case 'run-started':
        case 'connected':
        case 'statement':
        case 'change-done':
        case 'lock-released':
        case 'log':
      }
    },
  };
}

const outcomes = { EXECUTED: '', RERAN: 'ran again', MARK_RAN: 'marked as run', FAILED: 'failed, goes on', SKIPPED: 'skipped' } as const;

const count = (index: number, total: number): string => `[${String(index).padStart(String(total).length)}/${total}]`;

const name = ({ id, author, path }: ChangesetRef): string => visible(`${path}::${id}::${author}`);

function fit(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  return `${Array.from(text)
    .slice(0, Math.max(0, columns - 1))
    .join('')}…`;
}
