import { hostAndPort, parseAuthority } from './authority.js';
import { badUrl, takeParameters, portNumber, type UrlParts, type UrlSource } from './parts.js';

/**
 * `//host\instance:port;name=value;…` of Microsoft's JDBC driver, or `//user:password@host:port/database?name=value`.
 * Source: https://learn.microsoft.com/sql/connect/jdbc/building-the-connection-url
 */
export function parseSqlServer(text: string, source: UrlSource): UrlParts {
  if (!text.startsWith('//')) return badUrl(source, 'the host must follow //');
  if (/^\/\/[^;]*[@?]/.test(text) || /^\/\/[^;]*\/[^;]*$/.test(text)) return fromNative(text, source);
  const [, server = '', settings = ''] = /^\/\/([^;]*)(.*)$/s.exec(text) ?? [];
  const { taken, rest } = takeParameters(semicolonSettings(settings, source), [
    'user',
    'username',
    'password',
    'database',
    'databasename',
    'servername',
    'server',
    'port',
    'portnumber',
  ]);
  const named = server.replace(/\/$/, '');
  const [hostPart = '', instancePart] = (named === '' ? (taken.servername ?? taken.server ?? '') : named).split('\\');
  const [instance, instancePort] = instancePart === undefined ? [undefined, undefined] : instancePart.split(':');
  const { host, port } = hostAndPort(instancePort === undefined ? hostPart : `${hostPart}:${instancePort}`, source);
  return {
    host,
    port: port ?? portNumber(taken.portnumber ?? taken.port, source),
    database: taken.databasename ?? taken.database,
    username: taken.user ?? taken.username,
    password: taken.password,
    parameters: { ...rest, ...(instance !== undefined && { instancename: instance }) },
  };
}

function fromNative(text: string, source: UrlSource): UrlParts {
  const parts = parseAuthority(text, source);
  const { taken, rest } = takeParameters(parts.parameters, ['database', 'databasename']);
  return { ...parts, database: parts.database ?? taken.databasename ?? taken.database, parameters: rest };
}

/** `;name=value;name={value with ; or }} inside}`, names in lower case. */
function semicolonSettings(text: string, source: UrlSource): Readonly<Record<string, string>> {
  const settings: Record<string, string> = {};
  const one = /;\s*(?:([^=;{}]+?)\s*=\s*(?:\{((?:[^}]|\}\})*)\}|([^;]*)))?\s*(?=;|$)/gy;
  let end = 0;
  for (const match of text.matchAll(one)) {
    end = match.index + match[0].length;
    if (match[1] !== undefined) settings[match[1].toLowerCase()] = match[2]?.replaceAll('}}', '}') ?? match[3]?.trim() ?? '';
  }
  if (end < text.length) return badUrl(source, 'its settings do not read as ;name=value', 'a value with ; or {} inside stands in braces');
  return settings;
}
