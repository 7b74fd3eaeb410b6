import type { ObjectName } from '../../../model/names.js';
import type { CompositeType, DomainType } from '../../../model/schema-code.js';
import type { CheckConstraint } from '../../../model/schema-table.js';
import type { SchemaObject } from '../../../model/schema-object.js';
import type { Placed, PrintContext } from '../../schema-sql.js';

/** `COMMENT ON … IS …`; NULL where there are no remarks. https://www.postgresql.org/docs/current/sql-comment.html */
export function remarks({ object, owner }: Placed, print: PrintContext): readonly string[] {
  const what = described(object, owner, print);
  if (what === undefined) return [];
  const text = 'remarks' in object ? object.remarks : undefined;
  return [commentOn(what, text, print)];
}

const commentOn = (what: string, text: string | undefined, { sql }: PrintContext): string =>
  `COMMENT ON ${what} IS ${text === undefined ? 'NULL' : sql.string(text)}`;

/** The statement about an attribute of a composite type. */
export const attributeRemarks = (
  type: CompositeType,
  { name, remarks: text }: CompositeType['attributes'][number],
  print: PrintContext,
): string => commentOn(`COLUMN ${print.sql.object(print.local(type), 'type')}.${print.sql.column(name)}`, text, print);

/** The statement about a check of a domain. */
export const domainCheckRemarks = (domain: DomainType, { name = '', remarks: text }: CheckConstraint, print: PrintContext): string =>
  commentOn(`CONSTRAINT ${print.sql.constraint(name)} ON DOMAIN ${print.sql.object(print.local(domain), 'type')}`, text, print);

function described(object: SchemaObject, owner: ObjectName | undefined, { sql, local }: PrintContext): string | undefined {
  const table = owner === undefined ? '' : sql.table(local(owner));
  switch (object.kind) {
    case 'schema':
      return `SCHEMA ${sql.name(object.name, 'schema')}`;
    case 'enum':
    case 'compositeType':
      return `TYPE ${sql.object(local(object), 'type')}`;
    case 'domain':
      return `DOMAIN ${sql.object(local(object), 'type')}`;
    case 'sequence':
      return `SEQUENCE ${sql.object(local(object), 'sequence')}`;
    case 'table':
      return `TABLE ${sql.table(local(object))}`;
    case 'column':
      return `COLUMN ${table}.${sql.column(object.name)}`;
    case 'primaryKey':
    case 'uniqueConstraint':
    case 'checkConstraint':
    case 'exclusionConstraint':
    case 'foreignKey':
      return object.name === undefined ? undefined : `CONSTRAINT ${sql.constraint(object.name)} ON ${table}`;
    case 'index':
      return `INDEX ${sql.object({ ...local(owner ?? { name: '' }), name: object.name }, 'index')}`;
    case 'view':
      return `VIEW ${sql.object(local(object), 'view')}`;
    case 'materializedView':
      return `MATERIALIZED VIEW ${sql.object(local(object), 'view')}`;
    case 'function':
    case 'procedure':
      return `${object.kind.toUpperCase()} ${sql.object(local(object), object.kind)}(${object.arguments})`;
    case 'trigger':
      return `TRIGGER ${sql.name(object.name, 'trigger')} ON ${sql.table(local(object.table))}`;
    default:
      return undefined;
  }
}
