import type { Diagnostics } from '../core/diagnostics.js';
import type { Source } from '../core/source.js';

/** Watches for SQL that stands in no changeset. Comments and blank lines may stand anywhere. */
export interface StraySql {
  line(text: string, source: Source): void;
  /** Reports what was seen so far: SQL that never runs is an error, unless changesets follow it (Liquibase reads over it). */
  report(changesetsFollow: boolean): void;
}

export function straySql(diagnostics: Diagnostics): StraySql {
  let first: Source | undefined;
  let inComment = false;
  return {
    line(text, source) {
      if (holdsSql(text)) first ??= source;
    },
    report(changesetsFollow) {
      if (first === undefined) return;
      const hint = 'put a line "--changeset author:id" before it';
      if (changesetsFollow)
        diagnostics.warn('PARSE_SYNTAX', { message: 'SQL before the first changeset belongs to none and is not run', source: first, hint });
      else
        diagnostics.error('PARSE_SYNTAX', { message: 'SQL that belongs to no changeset, so that it would never run', source: first, hint });
      first = undefined;
    },
  };

  function holdsSql(text: string): boolean {
    let rest = text;
    for (;;) {
      if (inComment) {
        const end = rest.indexOf('*/');
        if (end < 0) return false;
        inComment = false;
        rest = rest.slice(end + 2);
      }
      rest = rest.replace(/^[\s;]*(?:--.*)?/, '');
      if (!rest.startsWith('/*')) return rest !== '' && rest !== '/';
      inComment = true;
      rest = rest.slice(2);
    }
  }
}
