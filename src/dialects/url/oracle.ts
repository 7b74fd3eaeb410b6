import { hostAndPort } from './authority.js';
import { badUrl, percentDecoded, queryParameters, takeParameters, type UrlParts, type UrlSource } from './parts.js';

/**
 * What follows `jdbc:oracle:thin:` or stands in `oracle://`: `user/password@//host:port/service`, `@host:port:sid`, `@(DESCRIPTION=…)`, `@tns_name`.
 * The parameter `connectstring` is what the driver is to connect to.
 * Source: https://docs.oracle.com/en/database/oracle/oracle-database/19/jjdbc/data-sources-and-URLs.html
 */
export function parseOracleThin(text: string, source: UrlSource): UrlParts {
  const at = separatorAt(text);
  if (at < 0) return badUrl(source, 'the @ before the host is missing');
  return { ...parseTarget(text.slice(at + 1), source), ...login(text.slice(0, at)) };
}

/** `//user:password@host:port/service?name=value`. */
export function parseOracleNative(text: string, source: UrlSource): UrlParts {
  const rest = text.replace(/^\/\//, '');
  const at = rest.slice(0, rest.search(/[?(]|$/)).lastIndexOf('@');
  const [username, password] = at < 0 ? [] : [rest.slice(0, at).split(':', 1)[0], /:(.*)$/s.exec(rest.slice(0, at))?.[1]];
  return {
    ...parseTarget(rest.slice(at + 1), source),
    ...(username !== undefined && username !== '' && { username: percentDecoded(username) }),
    ...(password !== undefined && { password: percentDecoded(password) }),
  };
}

/** The @ that ends the login: the last one, because people forget to quote a password, and not one of the descriptor or its parameters. */
function separatorAt(text: string): number {
  const head = /^(?:"[^"]*"|[^"(?])*(?=@)/.exec(text)?.[0];
  if (head !== undefined) return head.length;
  return text.indexOf('@');
}

function login(text: string): { readonly username?: string; readonly password?: string } {
  if (text === '') return {};
  const [, user = '', password] = /^("[^"]*"|[^/]*)(?:\/(.*))?$/s.exec(text) ?? [];
  return { ...(user !== '' && { username: user }), ...(password !== undefined && { password: password.replace(/^"(.*)"$/s, '$1') }) };
}

/** Host, port and service of a descriptor's first address, for messages. */
function describedPlace(descriptor: string): Pick<UrlParts, 'host' | 'port' | 'database'> {
  const value = (name: string): string | undefined =>
    new RegExp(`\\(\\s*(?:${name})\\s*=\\s*([^()\\s]+)\\s*\\)`, 'i').exec(descriptor)?.[1];
  const [host, port, database] = [value('HOST'), value('PORT'), value('SERVICE_NAME|SID')];
  return {
    ...(host !== undefined && { host }),
    ...(port !== undefined && /^\d{1,5}$/.test(port) && { port: Number(port) }),
    ...(database !== undefined && { database }),
  };
}

function parseTarget(text: string, source: UrlSource): UrlParts {
  if (text === '') return badUrl(source, 'it names no database');
  if (text.startsWith('(')) return { ...describedPlace(text), parameters: { connectstring: text } };
  if (/^ldaps?:/i.test(text)) return badUrl(source, 'names from a directory (ldap) are not supported');
  const [where = '', query = ''] = text.split(/\?(.*)/s);
  const { taken, rest } = takeParameters(queryParameters(query), ['user', 'username', 'password']);
  const credentials = { username: taken.user ?? taken.username, password: taken.password };
  const [, protocol, address = ''] = /^(?:(tcps?):)?(?:\/\/)?(.*)$/is.exec(where) ?? [];
  const encrypted = protocol?.toLowerCase() === 'tcps';
  // host:port:sid is the old form; host:port/service, with a kind of server behind it, the one that Oracle recommends.
  const [, before = '', sid, service] = /^((?:[^:/[]|\[[^\]]*\])*(?::\d+)?)(?::(\w[\w.$#-]*)|\/(.*))?$/s.exec(address) ?? [];
  if (before === '') return badUrl(source, 'it does not read as host:port/service or host:port:sid');
  // A bare word is a name of tnsnames.ora.
  if (sid === undefined && service === undefined && !before.includes(':') && protocol === undefined && !where.startsWith('//')) {
    return { database: before, ...credentials, parameters: { ...rest, connectstring: before } };
  }
  const { host, port } = hostAndPort(before, source);
  if (host === undefined) return badUrl(source, 'it names no host');
  const [name = '', server] = (service ?? '').split('/')[0]?.split(':') ?? [];
  const data = sid === undefined ? `(SERVICE_NAME=${name})${server === undefined ? '' : `(SERVER=${server})`}` : `(SID=${sid})`;
  const connectstring = `(DESCRIPTION=(ADDRESS=(PROTOCOL=${encrypted ? 'TCPS' : 'TCP'})(HOST=${host})(PORT=${port ?? 1521}))(CONNECT_DATA=${data}))`;
  return { host, port: port ?? 1521, database: sid ?? name, ...credentials, parameters: { ...rest, connectstring } };
}
