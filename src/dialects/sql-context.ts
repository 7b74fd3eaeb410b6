import type { ObjectKind, ObjectName } from '../model/names.js';
import type { Dialect, SqlContext, SqlSettings } from './dialect.js';
import { isOneExpression } from '../core/one-expression.js';
import { given, quoteName, sameName, writeName, type Qualifier } from './identifiers.js';

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
  const told = new Set<string>();
  const warnOnce = (message: string): void => {
    if (told.has(message)) return;
    told.add(message);
    warn(message);
  };
  const object = (target: ObjectName, kind: ObjectKind): string => {
    const qualifiers = identifiers.qualifiers(target, kind, settings);
    if (kind !== 'index') for (const message of unwritten(target, qualifiers, settings)) warnOnce(`${message} on ${dialect.name}`);
    return [...qualifiers.map((part) => name(part.name, part.kind)), name(target.name, kind)].join('.');
  };
  const column = (text: string): string => name(text, 'column');
  const context: SqlContext = {
    ...settings,
    dialect,
    traits: dialect.traits,
    name,
    object,
    table(table) {
      const written = object(table, 'table');
      return identifiers.finishTable ? identifiers.finishTable(written, context) : written;
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
    string: (text) => `${dialect.stringPrefix?.(text) ?? ''}'${dialect.escapeString(text)}'`,
    render(statement) {
      const compile = dialect.compile[statement.kind];
      return compile(statement as never, context).map((one) =>
        typeof one === 'string' ? { sql: one.trim() } : { ...one, sql: one.sql.trim() },
      );
    },
    warn: warnOnce,
  };
  return context;
}

/** What is said of a catalog or schema that is named and written nowhere, though it is not the default. An index goes with its table. */
function* unwritten({ catalog, schema, name }: ObjectName, qualifiers: readonly Qualifier[], settings: SqlSettings): Generator<string> {
  for (const [part, word, usual] of [
    [given(catalog), 'catalog', settings.defaultCatalog],
    [given(schema), 'schema', settings.defaultSchema],
  ] as const) {
    if (part !== undefined && !sameName(part, usual) && !qualifiers.some((one) => one.name === part))
      yield `the ${word} ${part} of ${name} has no effect`;
  }
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
