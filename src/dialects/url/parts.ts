import { fail } from '../../core/error.js';
import { redactUrl } from '../../core/url-secrets.js';

/** What a URL says, before options are merged in. Parameter names are lower-case. */
export interface UrlParts {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly database?: string | undefined;
  readonly file?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The URL at hand and how one of its kind looks, for errors. */
export interface UrlSource {
  readonly url: string;
  readonly example: string;
}

/** Throws CONNECT_URL: what is wrong, and an example. The reason must not quote what may be a password. */
export function badUrl({ url, example }: UrlSource, reason: string, hint?: string): never {
  fail('CONNECT_URL', {
    message: `the URL ${redactUrl(url)} cannot be used: ${reason}`,
    hint: `${hint === undefined ? '' : `${hint}; `}for example ${example}`,
  });
}

/** Percent-decoded text; what is no valid encoding stays as it is. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * `name=value&name=value`, percent-decoded, names in lower case; the last of a name counts.
 * @param plusIsSpace as Java's URLDecoder reads it.
 */
export function queryParameters(query: string, plusIsSpace = false): Readonly<Record<string, string>> {
  const parameters: Record<string, string> = {};
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const decode = (text: string): string => percentDecoded(plusIsSpace ? text.replaceAll('+', ' ') : text);
    parameters[decode(at < 0 ? pair : pair.slice(0, at)).toLowerCase()] = at < 0 ? '' : decode(pair.slice(at + 1));
  }
  return parameters;
}

/** The parameters without some, and the values of those. */
export function takeParameters<N extends string>(
  parameters: Readonly<Record<string, string>>,
  names: readonly N[],
): { readonly taken: { readonly [K in N]?: string }; readonly rest: Readonly<Record<string, string>> } {
  const wanted: ReadonlySet<string> = new Set(names);
  const entries = Object.entries(parameters);
  return {
    taken: Object.fromEntries(entries.filter(([name]) => wanted.has(name))) as { readonly [K in N]?: string },
    rest: Object.fromEntries(entries.filter(([name]) => !wanted.has(name))),
  };
}

/** A port number; undefined where none is written. */
export function portNumber(text: string | undefined, source: UrlSource): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536) return Number(text);
  return badUrl(
    source,
    'the port is not a number from 1 to 65535',
    'characters such as : / ? # @ in a user name or password must be percent-encoded',
  );
}
