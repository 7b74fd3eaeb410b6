import type { Extension, Schema } from './schema.js';
import type { Column } from './schema-column.js';
import type { CompositeType, DomainType, EnumType, Routine, Sequence, Synonym, Trigger, View } from './schema-code.js';
import type { CheckConstraint, ExclusionConstraint, ForeignKey, Index, PrimaryKey, Table, UniqueConstraint } from './schema-table.js';

/** Any object that a snapshot holds, parts of tables among them. */
export type SchemaObject =
  | Schema
  | Extension
  | EnumType
  | DomainType
  | CompositeType
  | Sequence
  | Table
  | Column
  | PrimaryKey
  | UniqueConstraint
  | CheckConstraint
  | ExclusionConstraint
  | ForeignKey
  | Index
  | View
  | Routine
  | Trigger
  | Synonym;
