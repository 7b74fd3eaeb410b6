const MASK = '***';

/** `password=…` and the like as a setting of a URL: after `?`, `&`, `;`, `,`, `(` or `:`. */
const secretSetting = /([?&;,(:])[\w.-]*(?:password|passwd|passphrase|pwd|secret|token|apikey|api_key)[\w.-]*=/gi;
/** Systems whose URLs carry a path or a name and no login. */
const withoutLogin = /^(?:jdbc:)?(?:sqlite|pglite|offline):/i;
/** What stands before login and host: `jdbc:postgresql://`, `jdbc:oracle:thin:`, `mysql:/` with a slash forgotten … */
const beforeLogin = /^(?:jdbc:)?(?:[a-z][\w+.-]*:)*?(?:\/+|(?<=thin:)|(?<=oci:)|(?<=oci8:))/i;

type Span = readonly [start: number, end: number];

/** A database URL with its passwords masked, also where they were not escaped or the URL is mistyped: rather too much is hidden than too little. */
export function redactUrl(url: string): string {
  let shown = '';
  let at = 0;
  for (const [start, end] of secretSpans(url)) {
    if (end <= at) continue;
    shown += url.slice(at, Math.max(at, start)) + (start < at ? '' : MASK);
    at = end;
  }
  return shown + url.slice(at);
}

/** The passwords in a database URL, as written and percent-decoded. */
export function secretsInUrl(url: string): readonly string[] {
  const found = secretSpans(url).map(([start, end]) => url.slice(start, end));
  return [...new Set(found.flatMap((secret) => [secret, decoded(secret), secret.replace(/^\{(.*)\}$/s, '$1').replaceAll('}}', '}')]))];
}

/** Where the passwords stand, in order. */
function secretSpans(url: string): readonly Span[] {
  const spans: Span[] = [];
  const login = loginSecret(url);
  if (login) spans.push(login);
  for (const match of url.matchAll(secretSetting)) {
    const start = match.index + match[0].length;
    const end = start + settingLength(url.slice(start), match[1] ?? '');
    if (end > start) spans.push([start, end]);
  }
  return spans.sort((a, b) => a[0] - b[0]);
}

/** A setting ends where the next one of its kind begins; SQL Server's may stand in braces. */
function settingLength(rest: string, opener: string): number {
  const end = opener === ';' ? /^\{(?:[^}]|\}\})*(?:\}|$)|^[^;]*/ : opener === '(' || opener === ',' ? /^[^,)]*/ : /^[^&]*/;
  return end.exec(rest)?.[0].length ?? rest.length;
}

/** What stands between the user's name and the last @ that can end a login. */
function loginSecret(url: string): Span | undefined {
  if (withoutLogin.test(url)) return undefined;
  const start = beforeLogin.exec(url)?.[0].length ?? 0;
  const rest = url.slice(start);
  const head = /^[^?;]*/.exec(rest)?.[0] ?? '';
  const isHost = /^(?:\[[^\][]*\]|[^:/@])*(?::\d*)?(?:[/\\].*)?$/s.test(head) && !head.includes('@');
  const end = head.includes('@') ? head.lastIndexOf('@') : isHost ? -1 : rest.lastIndexOf('@');
  const login = end > 0 ? rest.slice(0, end) : '';
  const separator = login.search(/[:/]/);
  return separator < 0 || separator + 1 === end ? undefined : [start + separator + 1, start + end];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
