import { secretsInUrl } from './url-secrets.js';

/** Removes secrets from text that is about to be printed. */
export interface Redactor {
  /** Makes a value known as a secret; empty and absent values are ignored. */
  add(secret: string | undefined): void;
  /** Makes the secrets inside a database URL known. */
  addUrl(url: string | undefined): void;
  /** Values that are public although a secret may equal them (login, database name): such a secret is only hidden where a password stands. */
  allow(value: string | undefined): void;
  redact(text: string): string;
}

const MASK = '***';
/** A shorter secret is hidden only where a password stands (URL, `password=`): a password `x` must not eat every x of a text. */
const SHORTEST = 4;

// All repetitions are bounded, so that a long text without blanks (a literal in a logged statement) takes linear time.
const secretName = '(?:password|passwd|passphrase|pwd|secret|token|apikey|api_key|licensekey|\\bpass)';
/** `password=…` in queries, `;`-lists and key-value messages, up to what ends the value there. */
const secretPair = new RegExp(
  `(${secretName}["']?\\s*[=:]\\s*)("[^"]{0,500}"|'[^']{0,500}'|\\{[^}]{0,500}\\}|[^\\s&;,'")}\\]]{1,500})`,
  'gi',
);
/** `scheme://user:password@`, up to the last @, because people forget to escape one; `host:5432/` and the like is no login. */
const userInfo = /(\b[a-z][\w+.-]{0,30}:\/\/[^\s:/@?#'"]{0,200}:)(?!\d*(?:[/?#;,\s]|$))([^\s'"]{0,500})(@)/gi;
/** Oracle's `thin:user/password@`. */
const oracleLogin = /(\bthin:[^\s/@'"]{1,200}\/)("[^"]{0,500}"|[^\s'"]{1,500})(@)/gi;

/** Hides whatever looks like a password in a URL or in a list of settings, known as a secret or not. */
export function redactPatterns(text: string): string {
  return text
    .replace(userInfo, (_, before: string, secret: string, at: string) => (secret === '' ? before + at : before + MASK + at))
    .replace(oracleLogin, `$1${MASK}$3`)
    .replace(secretPair, (_, before: string, secret: string) => before + (/^["']/.test(secret) ? secret[0] + MASK + secret[0] : MASK));
}

/** The one place where secrets leave printed text: logs, messages and errors all pass through it. */
export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  const allowed = new Set<string>();
  let pattern: RegExp | undefined;
  const compile = (): RegExp | undefined => {
    const spellings = new Set<string>();
    for (const secret of secrets) {
      if (allowed.has(secret) || secret.length < SHORTEST) continue;
      for (const spelling of spellingsOf(secret)) spellings.add(spelling);
    }
    if (spellings.size === 0) return undefined;
    const longestFirst = [...spellings].sort((a, b) => b.length - a.length);
    return new RegExp(longestFirst.map(escaped).join('|'), 'g');
  };
  return {
    add(secret) {
      if (secret === undefined || secret === '' || secrets.has(secret)) return;
      secrets.add(secret);
      pattern = undefined;
    },
    addUrl(url) {
      if (url !== undefined) for (const secret of secretsInUrl(url)) this.add(secret);
    },
    allow(value) {
      if (value === undefined || value === '') return;
      allowed.add(value);
      pattern = undefined;
    },
    redact(text) {
      const known = secrets.size === 0 ? undefined : (pattern ??= compile());
      return redactPatterns(known === undefined ? text : text.replace(known, MASK));
    },
  };
}

/** How one secret may appear: as it is, percent-encoded, inside JSON, inside an SQL string. */
function spellingsOf(secret: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret),
    encodeURI(secret),
    encodeURIComponent(secret).replaceAll('%20', '+'),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll("'", "''"),
  ];
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
