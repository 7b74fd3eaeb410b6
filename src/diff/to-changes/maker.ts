import type { Localize, PrintContext } from '../../dialects/schema-sql.js';
import type { SqlContext } from '../../dialects/dialect.js';
import type { ObjectName } from '../../model/names.js';
import { localName, printContext, versionOf, type Side } from '../side.js';

/** A change before it has a place in a file. */
export interface NewChange {
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** How names and objects come out. */
export interface NamingOptions {
  /** Write the default schema, too, as `schemaName`. */
  readonly includeSchema: boolean;
  readonly includeCatalog: boolean;
  readonly includeTablespace: boolean;
  /** Schemas that are written instead of those of the snapshot, by the latter's name. */
  readonly outputSchemas?: ReadonlyMap<string, string> | undefined;
}

/** What makes changes of the objects of one side, for the database that the changelog is to be applied to. */
export interface Maker {
  readonly side: Side;
  /** Whether several routines share the name, now or later, so that it alone does not say which one is meant. */
  isOverloaded(name: string): boolean;
  /** Names as the statements of `sql` changes have them. */
  readonly print: PrintContext;
  /** A context as changesets with the usual quoting strategy have it, to see what a change will become. */
  readonly sql: SqlContext;
  /** `schemaName` and `catalogName` of an object, and of changes that call them otherwise. */
  place(name: ObjectName): Place;
  readonly naming: NamingOptions;
  /** A `sql` change for this database system alone. */
  plain(sql: string): NewChange;
}

export interface Place {
  readonly schemaName?: string;
  readonly catalogName?: string;
}

/** @param other what the side becomes, or was. */
export function makerOf(side: Side, naming: NamingOptions, other: Side = side): Maker {
  const { dialect, snapshot } = side;
  const local = localName(side);
  const written = (name: ObjectName): string | undefined => {
    const { schema } = local(name);
    const own = schema ?? snapshot.source.defaultSchema;
    const renamed = own === undefined ? undefined : naming.outputSchemas?.get(own);
    return renamed ?? (naming.includeSchema ? own : schema);
  };
  const print: Localize = (name) => {
    const schema = written(name);
    return schema === undefined ? { name: name.name } : { schema, name: name.name };
  };
  const context = printContext(dialect, versionOf(side), print);
  return {
    side,
    isOverloaded(name) {
      const signatures = [snapshot, other.snapshot].map(({ routines }) => routines.filter((one) => one.name === name));
      return new Set(signatures.flat().map((one) => one.arguments)).size > 1 || signatures.some((list) => list.length > 1);
    },
    naming,
    print: context,
    sql: context.sql,
    place(name) {
      const schemaName = written(name);
      const { catalog } = snapshot.source;
      return {
        ...(naming.includeCatalog && catalog !== undefined && { catalogName: catalog }),
        ...(schemaName !== undefined && { schemaName }),
      };
    },
    plain: (sql) => ({
      name: 'sql',
      props: {
        sql,
        dbms: dialect.name,
        ...(needsWhole(sql) && { splitStatements: false }),
        ...(sql.includes('--') || sql.includes('/*') ? { stripComments: false } : {}),
      },
    }),
  };
}

/** Whether cutting the text at semicolons would tear it apart. */
const needsWhole = (sql: string): boolean => /;|\n\s*(?:go|\/)\s*(?:\n|$)/i.test(sql);
