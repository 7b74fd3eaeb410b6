import type { SqlModifier } from '../model/change.js';
import type { Sql } from '../model/statement.js';

/** Applies modifySql steps in order to one statement. Source: Liquibase's `SqlVisitor` classes. */
export function modifySql(sql: Sql, steps: readonly SqlModifier[]): Sql {
  return steps.length === 0 || sql.comment
    ? sql
    : { ...sql, sql: steps.reduce((text, step) => apply[step.name](text, step.props), sql.sql) };
}

type Apply = (sql: string, props: Readonly<Record<string, string>>) => string;

const apply: { readonly [N in SqlModifier['name']]: Apply } = {
  prepend: (sql, { value = '' }) => value + sql,
  append: (sql, { value = '' }) => sql + value,
  replace: (sql, { replace = '', with: replacement = '' }) => sql.replaceAll(replace, () => replacement),
  regExpReplace: (sql, { replace = '', with: replacement = '' }) => sql.replace(javaPattern(replace), javaReplacement(replacement)),
  appendSqlIfNotPresent: (sql, { value = '' }) => (sql.endsWith(value) ? sql : sql + value),
};

/** A java.util.regex pattern as a JavaScript one: inline flags at its start become flags, `\\Q…\\E` becomes escaped text, `\\A \\z \\Z` anchors. */
function javaPattern(pattern: string): RegExp {
  const inline = /^\(\?([imsux]+)\)/.exec(pattern);
  const flags = new Set(`g${inline?.[1]?.replace(/[ux]/g, '') ?? ''}`);
  const body = (inline === null ? pattern : pattern.slice(inline[0].length))
    .replace(/\\Q([\s\S]*?)(?:\\E|$)/g, (_, literal: string) => literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$');
  return new RegExp(body, [...flags].join(''));
}

/** Java writes `$1` for a group and `\\$` for a dollar; JavaScript writes `$1` and `$$`. */
function javaReplacement(text: string): string {
  return text.replace(/\\([\s\S])|\$\{(\w+)\}|\$(?!\d)/g, (match, escaped: string | undefined, name: string | undefined) =>
    escaped !== undefined ? (escaped === '$' ? '$$' : escaped) : name !== undefined ? `$<${name}>` : match === '$' ? '$$' : match,
  );
}
