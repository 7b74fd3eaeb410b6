import { javaPattern, javaReplacement } from '../core/java-pattern.js';
import { withinTime } from '../core/time-limit.js';
import type { SqlModifier } from '../model/change.js';
import type { Sql } from '../model/statement.js';

/** How long a regular expression of the changelog may take for one statement. */
const patternMilliseconds = 5000;

/**
 * Applies modifySql steps in order to one statement. Source: Liquibase's `SqlVisitor` classes.
 * @throws PARSE_LIMIT where a regular expression takes too long.
 */
export function modifySql(sql: Sql, steps: readonly SqlModifier[]): Sql {
  return steps.length === 0 || sql.comment ? sql : { ...sql, sql: steps.reduce((text, step) => apply[step.name](text, step), sql.sql) };
}

type Apply = (sql: string, step: SqlModifier) => string;

const apply: { readonly [N in SqlModifier['name']]: Apply } = {
  prepend: (sql, { props: { value = '' } }) => value + sql,
  append: (sql, { props: { value = '' } }) => sql + value,
  replace: (sql, { props: { replace = '', with: replacement = '' } }) => sql.replaceAll(replace, () => replacement),
  regExpReplace: (sql, { props: { replace = '', with: replacement = '' }, source }) =>
    withinTime(
      patternMilliseconds,
      () => sql.replace(javaPattern(replace), javaReplacement(replacement)),
      () => ({
        message: `regExpReplace takes longer than ${patternMilliseconds / 1000} s with the expression "${replace}"`,
        source,
        hint: 'write it without repetitions inside repetitions, such as (a+)+',
      }),
    ),
  appendSqlIfNotPresent: (sql, { props: { value = '' } }) => (sql.endsWith(value) ? sql : sql + value),
};
