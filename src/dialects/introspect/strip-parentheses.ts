/**
 * An expression without the pairs of parentheses that hold all of it.
 * @param escapes a backslash in quotes takes the next character with it.
 */
export function stripParentheses(expression: string, escapes = false): string {
  const text = expression.trim();
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quote !== '') {
      if (escapes && char === '\\') at += 1;
      else if (char === quote) quote = '';
    } else if (char === "'" || char === '"' || char === '`') quote = char;
    else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      if (depth === 0 && at < text.length - 1) return text;
    }
  }
  return stripParentheses(text.slice(1, -1), escapes);
}
