import { fail } from '../core/error.js';
import { editDistance } from '../core/suggest.js';
import type { Diagnostics } from '../core/diagnostics.js';
import type { Changeset } from '../model/changelog.js';
import { directiveOf } from '../define/sql-directives.js';
import { lineReader, sourceOf } from './formatted-sql-lines.js';
import { javaTrim } from './java-trim.js';
import type { InheritedScope } from './changelog-item.js';
import { changesetDefaults } from '../model/changeset-defaults.js';

export interface RawSqlReading {
  /** Path of the file on the search path. */
  readonly file: string;
  readonly scope: InheritedScope;
  readonly diagnostics: Diagnostics;
}

/**
 * A `.sql` file that is not formatted SQL: one changeset `raw` by `includeAll` with the whole text as one statement, in which properties
 * are not filled in. Source: Liquibase `SqlChangeLogParser` (4.28.0).
 * @throws PARSE_SYNTAX where the file is empty or its first line is a misspelt header.
 */
export function readRawSql(text: string, { file, scope, diagnostics }: RawSqlReading): Changeset {
  const sql = javaTrim(text);
  const start = { file, line: 1, column: 1 };
  if (sql === '') fail('PARSE_SYNTAX', { message: 'the file is empty', source: start, hint: 'remove it, or exclude it from includeAll' });
  lookForFormattedSql(text, file, diagnostics);
  return {
    ...changesetDefaults,
    id: 'raw',
    author: 'includeAll',
    path: file,
    source: start,
    changes: [{ name: 'sql', props: { sql, splitStatements: false, stripComments: false }, source: start }],
    inheritedContexts: scope.inheritedContexts,
    inheritedLabels: scope.inheritedLabels,
    ignore: scope.ignore,
    ...(scope.runWith !== undefined && { runWith: scope.runWith }),
    ...(scope.runWithSpoolFile !== undefined && { runWithSpoolFile: scope.runWithSpoolFile }),
  };
}

/** A misspelt header is an error; changesets without a header are only worth a warning, because Liquibase runs such a file whole. */
function lookForFormattedSql(text: string, file: string, diagnostics: Diagnostics): void {
  const lines = lineReader(text);
  let first = true;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line.text.trim() === '') continue;
    if (first) {
      const [, one = '', two = ''] = /^\s*-+\s*([a-z]+)[\s:]+([a-z]+)/i.exec(line.text) ?? [];
      if (editDistance(one.toLowerCase(), 'liquibase', 3) <= 2 && editDistance(two.toLowerCase(), 'formatted', 3) <= 2) {
        const hint = 'write --liquibase formatted sql';
        fail('PARSE_SYNTAX', { message: 'the header of formatted SQL cannot be read', source: sourceOf(file, line), hint });
      }
    }
    first = false;
    if (directiveOf(line.text).kind === 'changeset') {
      diagnostics.warn('PARSE_SYNTAX', {
        message: 'the file has changesets but no header, so that it runs as one statement',
        source: sourceOf(file, line),
        hint: 'begin it with the line --liquibase formatted sql',
      });
      return;
    }
  }
}
