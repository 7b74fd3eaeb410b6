import type { ObjectKind, ObjectName } from '../model/names.js';
import type { Dialect, SqlContext, SqlSettings } from './dialect.js';
import { isOneExpression } from '../core/one-expression.js';
import { quoteName, writeName } from './identifiers.js';

/**
 * Binds a dialect to the settings of one changeset.
 * @param warn receives sentences about what the dialect cannot express and therefore leaves out or shortens.
 */
export function createSqlContext(dialect: Dialect, configured: SqlSettings, warn: (message: string) => void): SqlContext {
  const { identifiers } = dialect;
  const asDefault = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : (identifiers.asDefault?.(text, configured.live ?? false) ?? text);
  const settings: SqlSettings = {
    ...configured,
    defaultCatalog: asDefault(configured.defaultCatalog),
    defaultSchema: asDefault(configured.defaultSchema),
  };
  const name = (text: string, kind: ObjectKind): string => writeName(text, kind, identifiers, settings);
  const object = (target: ObjectName, kind: ObjectKind): string =>
    [...identifiers.qualifiers(target, kind, settings).map((part) => name(part.name, part.kind)), name(target.name, kind)].join('.');
  const column = (text: string): string => name(text, 'column');
  const context: SqlContext = {
    ...settings,
    dialect,
    traits: dialect.traits,
    name,
    object,
    table(table) {
      const written = object(table, 'table');
      return identifiers.finishTable ? identifiers.finishTable(written) : written;
    },
    column,
    columnOrExpression(text) {
      if (settings.quoting === 'QUOTE_ALL_OBJECTS') return quoteName(text, identifiers);
      return text.includes('(') && isOneExpression(text) ? text : column(text);
    },
    columnList: (names) => columnList(names, column),
    constraint: (text) => name(text, 'constraint'),
    type: (declared, options = {}) => dialect.resolveType(declared, context, options),
    literal: (value) => dialect.literal(value, context),
    string: (text) => `'${dialect.escapeString(text)}'`,
    render(statement) {
      const compile = dialect.compile[statement.kind];
      return compile(statement as never, context).map((one) =>
        typeof one === 'string' ? { sql: one.trim() } : { ...one, sql: one.sql.trim() },
      );
    },
    warn,
  };
  return context;
}

/** `a, b DESC` with each name quoted; ASC is left out. Source: `AbstractJdbcDatabase.escapeColumnNameList`. */
function columnList(names: string, column: (name: string) => string): string {
  return names
    .split(',')
    .map((one) => one.trim())
    .map((one) => {
      const order = /\s(ASC|DESC)$/i.exec(one);
      if (order === null) return column(one);
      const bare = column(one.slice(0, order.index).trimEnd());
      return order[1]?.toUpperCase() === 'DESC' ? `${bare} DESC` : bare;
    })
    .join(', ');
}
