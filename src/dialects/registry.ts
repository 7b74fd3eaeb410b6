import type { Dialect, DialectName } from './dialect.js';

const loaders: { readonly [N in DialectName]: () => Promise<Dialect> } = {
  postgresql: async () => (await import('./postgresql/index.js')).postgresql,
  mysql: async () => (await import('./mysql/index.js')).mysql,
  mariadb: async () => (await import('./mariadb/index.js')).mariadb,
  mssql: async () => (await import('./mssql/index.js')).mssql,
  oracle: async () => (await import('./oracle/index.js')).oracle,
  sqlite: async () => (await import('./sqlite/index.js')).sqlite,
};

/** The names of all dialects. */
export const dialectNames = Object.keys(loaders) as readonly DialectName[];

/** Loads one dialect; the others stay unread. */
export function loadDialect(name: DialectName): Promise<Dialect> {
  return loaders[name]();
}
