import { badUrl, percentDecoded, portNumber, queryParameters, takeParameters, type UrlParts, type UrlSource } from './parts.js';

/**
 * `//user:password@host:port/database?name=value`, the form that most systems share; every part may be missing.
 * @param plusIsSpace whether a + in the query means a space, as in the JDBC URLs of PostgreSQL.
 */
export function parseAuthority(text: string, source: UrlSource, plusIsSpace = false): UrlParts {
  if (!text.startsWith('//')) return badUrl(source, 'the host must follow //');
  const match = /^\/\/([^/?#]*)(\/[^?]*)?(?:\?(.*))?$/s.exec(text);
  if (match === null) return badUrl(source, 'it does not read as //host:port/database');
  const [, authority = '', path = '', query = ''] = match;
  const { taken, rest } = takeParameters(queryParameters(query, plusIsSpace), ['user', 'username', 'password', 'host', 'port']);
  const at = authority.lastIndexOf('@');
  const [username, password] = at < 0 ? [undefined, undefined] : login(authority.slice(0, at));
  const { host, port } = hostAndPort(authority.slice(at + 1), source);
  return {
    // As for libpq, what the query says counts: it is how a socket is named beside a host.
    host: taken.host ?? host,
    port: portNumber(taken.port, source) ?? port,
    database: path.length > 1 ? percentDecoded(path.slice(1)) : undefined,
    username: username ?? taken.user ?? taken.username,
    password: password ?? taken.password,
    parameters: rest,
  };
}

function login(text: string): readonly [string | undefined, string | undefined] {
  const at = text.indexOf(':');
  if (at < 0) return [percentDecoded(text), undefined];
  return [at === 0 ? undefined : percentDecoded(text.slice(0, at)), percentDecoded(text.slice(at + 1))];
}

/** `host:port`, `[::1]:port`, or a percent-encoded socket folder; several hosts are refused. */
export function hostAndPort(text: string, source: UrlSource): { readonly host: string | undefined; readonly port: number | undefined } {
  if (text.includes(',')) return badUrl(source, 'several hosts are not supported', 'name the one server that takes writes');
  if (text.startsWith('address=') || text.startsWith('(')) return badUrl(source, 'address lists are not supported', 'write host:port');
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/s.exec(text);
  if (match === null) return badUrl(source, 'host and port cannot be told apart', 'an IPv6 address stands in brackets: [::1]:5432');
  const host = match[1] ?? percentDecoded(match[2] ?? '');
  return { host: host === '' ? undefined : host, port: portNumber(match[3], source) };
}
