import { withAdditional, withParameters, type DeclaredType, type TypeTable } from '../data-types.js';

/** The type as declared, in upper case: name, parameters, and what followed them. Source: Liquibase `LiquibaseDataType.toDatabaseDataType`. */
export const asDeclared = (type: DeclaredType): string =>
  withAdditional(withParameters(type.name.toUpperCase(), type.parameters), type.additional);

/** A type the database has of its own: at most two parameters, but any number for lists of values. Source: Liquibase `UnknownType`. */
export const ownType = (type: DeclaredType): string =>
  asDeclared({ ...type, parameters: type.parameters.slice(0, maxParameters(type.name)) });

const maxParameters = (name: string): number => (/^(enum|set)$/i.test(name) ? Infinity : 2);

const char36 = (): string => 'char(36)';

/** What the databases share; a dialect overrides single families. */
export const ansiTypes: TypeTable = {
  bigint: asDeclared,
  blob: asDeclared,
  boolean: asDeclared,
  char: asDeclared,
  clob: asDeclared,
  currency: () => 'DECIMAL',
  datetime: (type) => type.name,
  date: (type) => type.name,
  decimal: asDeclared,
  double: asDeclared,
  float: asDeclared,
  function: asDeclared,
  int: asDeclared,
  mediumint: asDeclared,
  nchar: asDeclared,
  number: asDeclared,
  nvarchar: (type) => asDeclared(withoutNational(type)),
  smallint: asDeclared,
  time: (type) => type.name,
  timestamp: (type) => type.name,
  tinyint: asDeclared,
  uuid: char36,
  varchar: asDeclared,
  xml: asDeclared,
  unknown: ownType,
};

/** `national character varying(10)` is an nvarchar; the words between are no addition to it. */
export const withoutNational = (type: DeclaredType): DeclaredType =>
  type.raw.toLowerCase().includes('national character varying') ? { ...type, additional: undefined } : type;
