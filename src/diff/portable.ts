/** Words that mean the same in all databases. */
const words: ReadonlySet<string> = new Set('and or not is null in between like true false'.split(' '));

/** Casts of PostgreSQL, which the server writes behind constants and columns. */
const casts = /::(?:"[^"]*"|[a-z_]\w*(?: varying| precision| with(?:out)? time zone)?)(?:\([\d,]*\))?(?:\[\])*/gi;
const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|[A-Za-z_]\w*|\d+(?:\.\d+)?|<>|!=|<=|>=|[=<>+\-*/%(),]|\s+/gy;

/**
 * A condition that every database reads alike: names, constants, comparisons and the words between them. Casts go, and the list that
 * PostgreSQL writes for IN becomes one again.
 * @returns undefined for anything else.
 */
export function portableExpression(sql: string): string | undefined {
  const lists = sql.replace(/= ANY \(+ARRAY\[([^\]]*)\]\)*(?:::[\w ]+\[\]\)?)?/gi, (_whole, list: string) => `IN (${list})`);
  const bare = lists
    .replace(casts, '')
    .replace(/\((\w+|'(?:[^']|'')*'|-?\d+(?:\.\d+)?)\)/g, (whole, inner: string, at: number, all: string) =>
      /\bIN $/i.test(all.slice(0, at)) || /\w$/.test(all.slice(0, at)) ? whole : inner,
    );
  tokens.lastIndex = 0;
  let written = '';
  let before = '';
  while (tokens.lastIndex < bare.length) {
    const start = tokens.lastIndex;
    const [token] = tokens.exec(bare) ?? [];
    if (token === undefined) return undefined;
    // A name before a parenthesis is a function.
    if (token === '(' && /^[A-Za-z_]\w*$/.test(before) && !words.has(before.toLowerCase())) return undefined;
    if (token.trim() !== '') before = token;
    written += /^["`]/.test(token) ? unquoted(token) : bare.slice(start, tokens.lastIndex);
  }
  return written.includes('\0') || !balanced(written) ? undefined : written;
}

/** A plain name needs no quotes; another one has no spelling that all databases share. */
function unquoted(token: string): string {
  const name = token.slice(1, -1);
  return /^[a-z_]\w*$/.test(name) ? name : '\0';
}

function balanced(text: string): boolean {
  let depth = 0;
  for (const char of text.replace(/'(?:[^']|'')*'/g, '')) {
    if (char === '(') depth += 1;
    if (char === ')' && --depth < 0) return false;
  }
  return depth === 0;
}
