/**
 * Whether a text can be nothing but one SQL expression, on every database: its quotes and parentheses are closed, and nothing in it ends a
 * statement, begins a comment or escapes a quote. A text that is not may be written as a string only.
 */
export function isOneExpression(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === "'" || char === '"' || char === '`') {
      const close = text.indexOf(char, at + 1);
      if (close < 0 || text.slice(at, close).includes('\\')) return false;
      at = close;
    } else if (char === '(') depth++;
    else if (char === ')') {
      if (--depth < 0) return false;
    } else if (/[;#\\\0]/.test(char) || /^(?:--|\/\*|\$\$)/.test(text.slice(at, at + 2))) return false;
  }
  return depth === 0;
}
