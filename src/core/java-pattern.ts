import { escapePattern } from './escape-pattern.js';

/**
 * A `java.util.regex` pattern as a JavaScript one: inline flags at its start become flags, `\Q…\E` becomes escaped text, `\A \z \Z` anchors.
 * It finds all matches.
 * @throws SyntaxError where JavaScript cannot read it.
 */
export function javaPattern(pattern: string): RegExp {
  const inline = /^\(\?([imsux]+)\)/.exec(pattern);
  const flags = new Set(`g${inline?.[1]?.replace(/[ux]/g, '') ?? ''}`);
  const body = (inline === null ? pattern : pattern.slice(inline[0].length))
    .replace(/\\Q([\s\S]*?)(?:\\E|$)/g, (_, literal: string) => escapePattern(literal))
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$');
  return new RegExp(body, [...flags].join(''));
}

/** Java writes `$1` for a group and `\$` for a dollar; JavaScript writes `$1` and `$$`. */
export function javaReplacement(text: string): string {
  return text.replace(/\\([\s\S])|\$\{(\w+)\}|\$(?!\d)/g, (match, escaped: string | undefined, name: string | undefined) =>
    escaped !== undefined ? (escaped === '$' ? '$$' : escaped) : name !== undefined ? `$<${name}>` : match === '$' ? '$$' : match,
  );
}
