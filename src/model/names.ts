/** A possibly qualified name of a table, view, sequence, index or procedure, as the changelog spells it. */
export interface ObjectName {
  readonly catalog?: string | undefined;
  readonly schema?: string | undefined;
  readonly name: string;
}

/** The kinds of objects that the dialects quote differently. */
export type ObjectKind =
  | 'catalog'
  | 'schema'
  | 'table'
  | 'view'
  | 'column'
  | 'index'
  | 'constraint'
  | 'sequence'
  | 'procedure'
  | 'function'
  | 'trigger'
  | 'package'
  | 'synonym'
  | 'type';

/** When identifiers are quoted. Source: Liquibase `ObjectQuotingStrategy`. */
export type ObjectQuotingStrategy = 'LEGACY' | 'QUOTE_ALL_OBJECTS' | 'QUOTE_ONLY_RESERVED_WORDS';
