import { defaultOf, normalizeColumn, type ColumnProps } from '../../changes/shared/column.js';
import { defaultFits } from '../../dialects/default-fits.js';
import type { TypeMeaning } from '../../dialects/schema-sql.js';
import type { Column, ColumnDefault, ColumnIdentity } from '../../model/schema-column.js';
import type { Maker } from './maker.js';

/**
 * A column as createTable and addColumn declare it, without its constraints but for NOT NULL.
 * @returns undefined where the change would make another column than this one: then only SQL says it.
 */
export function columnProps(column: Column, maker: Maker): ColumnProps | undefined {
  const { name, remarks, nullable, generated, onUpdate, collation, charset, options, notNullName, defaultName } = column;
  if (onUpdate !== undefined || collation !== undefined || charset !== undefined) return undefined;
  if (options !== undefined && Object.keys(options).length > 0) return undefined;
  if (name.includes('(') || name !== name.trim()) return undefined;
  const identity = column.identity === undefined ? {} : identityProps(column.identity, maker);
  const type = declaredType(column.type.text, column.identity !== undefined, maker);
  if (type === undefined || identity === undefined) return undefined;
  if (generated !== undefined && !maker.side.ddl.standardGenerated) return undefined;
  const fallback =
    generated !== undefined
      ? { defaultValueComputed: generatedText(generated) }
      : column.default === undefined
        ? {}
        : defaultProps(column.default, type, maker);
  if (fallback === undefined) return undefined;
  const constraints = {
    ...(!nullable && { nullable: false }),
    ...(notNullName !== undefined && !nullable && { notNullConstraintName: notNullName }),
  };
  return {
    name,
    type,
    ...identity,
    ...fallback,
    ...(defaultName !== undefined && { defaultValueConstraintName: defaultName }),
    ...(remarks !== undefined && { remarks }),
    ...(Object.keys(constraints).length > 0 && { constraints }),
  };
}

/** Liquibase writes the clause of a generated column in the place of its default. */
const generatedText = ({ expression, stored }: NonNullable<Column['generated']>): string =>
  `GENERATED ALWAYS AS (${expression}) ${stored ? 'STORED' : 'VIRTUAL'}`;

/** The type in the words of a changelog: the standard ones where they mean the same, else the database's own; undefined where neither does. */
export function declaredType(text: string, autoIncrement: boolean, { side: { ddl }, sql }: Maker): string | undefined {
  const wanted = ddl.canonicalType(text);
  return [standardType(ddl.meaning(text)), text].find((declared) => {
    if (declared === undefined) return false;
    try {
      const resolved = sql.type(declared, { autoIncrement });
      return ddl.canonicalType(resolved.sql) === wanted && resolved.autoIncrement === autoIncrement && !resolved.serial;
    } catch {
      return false;
    }
  });
}

const sized: ReadonlySet<TypeMeaning['family']> = new Set(['char', 'varchar', 'decimal', 'time', 'timestamp', 'binary', 'varbinary']);
const asTheyAre: ReadonlySet<TypeMeaning['family']> = new Set(['boolean', 'smallint', 'int', 'bigint', 'date', 'uuid', 'double']);

/** The standard type of a changelog. */
function standardType({ family, length, precision, scale, unsigned }: TypeMeaning): string | undefined {
  if (unsigned === true) return undefined;
  if (asTheyAre.has(family)) return family;
  if (family === 'timestamp with time zone') return precision === undefined ? family : `timestamp(${precision}) with time zone`;
  if (!sized.has(family)) return undefined;
  const parameters = [length ?? precision, scale].filter((one) => one !== undefined);
  const name = family === 'decimal' ? 'numeric' : family;
  return parameters.length === 0 ? name : `${name}(${parameters.join(', ')})`;
}

/** The attributes that say a default; undefined where none makes this one. */
export function defaultProps(
  fallback: ColumnDefault,
  type: string,
  { side: { ddl }, sql, place }: Maker,
): Partial<ColumnProps> | undefined {
  const isNext = fallback.kind === 'sequence' && Object.keys(place(fallback.sequence)).length === 0;
  if (fallback.kind === 'sequence' && isNext) return { defaultValueSequenceNext: fallback.sequence.name };
  const wanted = ddl.canonicalExpression(fallback.sql);
  return candidates(fallback).find((props) => {
    const stored = normalizeColumn({ name: 'x', type, ...props });
    const value = defaultOf(stored);
    if (value === undefined) return false;
    try {
      const expression = value.kind === 'computed' || value.kind === 'sequenceNext';
      return (
        defaultFits(value, type, sql) && ddl.canonicalExpression(expression ? sql.literal(value) : sql.type(type).literal(value)) === wanted
      );
    } catch {
      return false;
    }
  });
}

function candidates(fallback: ColumnDefault): readonly Partial<ColumnProps>[] {
  const computed: readonly Partial<ColumnProps>[] = [{ defaultValueComputed: fallback.sql }, { defaultValueComputed: `(${fallback.sql})` }];
  if (fallback.kind !== 'value') return computed;
  const { type, text } = fallback;
  switch (type) {
    case 'string':
      return [{ defaultValue: text }, ...computed];
    case 'numeric':
      return [{ defaultValueNumeric: text }, { defaultValueBoolean: text === '1' }, ...computed];
    case 'boolean':
      return [{ defaultValueBoolean: /^(?:true|t|1|b'1')$/i.test(text) }, ...computed];
    case 'date':
      return [{ defaultValueDate: text.replace(' ', 'T') }, { defaultValueDate: text }, ...computed];
  }
}

/** Numbering that a changelog can ask for: an identity without limits of its own. */
function identityProps(identity: ColumnIdentity, { side }: Maker): Partial<ColumnProps> | undefined {
  const { generation, start, increment, minimum, maximum, cache, cycle, ordered, sequence } = identity;
  if (generation === 'serial' || generation === 'byDefaultOnNull') return undefined;
  if ([minimum, maximum, cache, cycle, ordered, sequence].some((one) => one !== undefined)) return undefined;
  if (generation === 'auto' && !side.dialect.traits.autoIncrement) return undefined;
  return {
    autoIncrement: true,
    ...(start !== undefined && { startWith: BigInt(start) }),
    ...(increment !== undefined && { incrementBy: BigInt(increment) }),
    ...(generation === 'always' && side.ddl.numbering !== 'always' && { generationType: 'ALWAYS' }),
  };
}
