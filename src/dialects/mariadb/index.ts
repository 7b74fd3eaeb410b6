import { checks } from '../ansi/checks.js';
import { typeResolver } from '../data-types.js';
import { override, type Dialect } from '../dialect.js';
import { mysql, mysqlIdentifiers } from '../mysql/index.js';
import { databaseProperties } from '../properties.js';
import { indexes } from './indexes.js';
import { liveColumns } from './live-columns.js';
import { mariadbReserved, mariadbReservedLive } from './reserved-words.js';
import { sequences } from './sequences.js';
import { mariadbLiteral, mariadbLiterals, mariadbTypes } from './types.js';

/** MariaDB: MySQL with sequences (since 10.3) and a UUID type (since 10.7). */
export const mariadb: Dialect = override(mysql, {
  name: 'mariadb',
  title: 'MariaDB',
  traits: { sequences: true },
  identifiers: mysqlIdentifiers(mariadbReserved, mariadbReservedLive),
  defaultVersion: { major: 10, minor: 11 },
  resolveType: typeResolver(mariadbTypes, mariadbLiterals),
  literal: mariadbLiteral,
  // Check constraints are always enforced here.
  compile: { ...sequences, ...indexes, addCheck: checks.addCheck, enableCheck: checks.enableCheck },
  compileLive: liveColumns,
  // https://mariadb.com/kb/en/begin-end/
  steps: { ...mysql.steps, together: (statements) => `BEGIN NOT ATOMIC ${statements.join('; ')}; END` },
  driver: async () => (await import('../mysql/driver.js')).mariadbDriver,
  introspect: async (...given) => {
    const [{ introspectLike }, { mariadbVariant }] = await Promise.all([
      import('../mysql/introspect/introspect.js'),
      import('./introspect/variant.js'),
    ]);
    return introspectLike(mariadbVariant)(...given);
  },
  properties: databaseProperties({
    autoIncrementClause: 'AUTO_INCREMENT',
    foreignKeyDisable: true,
    sequences: ({ version }) => version.major > 10 || (version.major === 10 && version.minor >= 3),
  }),
});
