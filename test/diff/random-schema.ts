import fc from 'fast-check';
import type { DialectName } from '../../src/dialects/dialect.js';
import { preparations, words, type Words } from './random-words.js';

/** A schema as the statements that make it. */
export type RandomSchema = readonly string[];

interface RandomColumn {
  readonly name: string;
  readonly type: number;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
}

interface RandomTable {
  readonly exists: boolean;
  readonly columns: readonly RandomColumn[];
  readonly numbered: number;
  readonly generated: number;
  readonly unique: boolean;
  readonly check: boolean;
  readonly index: number | undefined;
  /** Which of the tables it refers to; itself and later ones too. */
  readonly refersTo: number | undefined;
  readonly onDelete: 'CASCADE' | 'NO ACTION' | 'SET NULL';
  readonly keyClause: number;
  readonly view: boolean;
  readonly viewOfView: boolean;
  readonly more: readonly number[];
}

const many = 120;
const column = (name: string): fc.Arbitrary<RandomColumn | undefined> =>
  fc.option(fc.record({ name: fc.constant(name), type: fc.nat(many), nullable: fc.boolean(), hasDefault: fc.boolean() }), {
    nil: undefined,
  });

const table: fc.Arbitrary<RandomTable> = fc.record({
  exists: fc.boolean(),
  columns: fc.tuple(...['a', 'b', 'c', 'd'].map(column)).map((columns) => columns.filter((one) => one !== undefined)),
  numbered: fc.nat(many),
  generated: fc.nat(many),
  unique: fc.boolean(),
  check: fc.boolean(),
  index: fc.option(fc.nat(many), { nil: undefined }),
  refersTo: fc.option(fc.nat(3), { nil: undefined }),
  onDelete: fc.constantFrom('CASCADE' as const, 'NO ACTION' as const, 'SET NULL' as const),
  keyClause: fc.nat(many),
  view: fc.boolean(),
  viewOfView: fc.boolean(),
  more: fc.array(fc.nat(many), { maxLength: 2 }),
});

/** Up to four tables whose names, columns and keys two schemas often share, with what the system has around tables. */
export function randomSchema(dialect: DialectName): fc.Arbitrary<RandomSchema> {
  const own = words[dialect];
  if (own === undefined) throw new Error(`no random schemas for ${dialect}`);
  return fc
    .record({ tables: fc.tuple(table, table, table, table), sequence: fc.integer({ min: 1, max: 3 }) })
    .map(({ tables, sequence }) => [...(preparations[dialect] ?? []), ...statements(tables, sequence, own)]);
}

const pick = <T>(list: readonly T[], number: number): T => {
  const found = list[number % list.length];
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
};

function statements(tables: readonly RandomTable[], sequence: number, own: Words): RandomSchema {
  const there = tables.map((one, at) => ({ ...one, name: `t${at}` })).filter(({ exists }) => exists);
  const keyOf = (one: (typeof there)[number]): readonly string[] =>
    there.some(({ name }) => name === `t${one.refersTo}`)
      ? [
          `CONSTRAINT fk_${one.name} FOREIGN KEY (parent) REFERENCES t${one.refersTo} (id)${pick(own.keyClauses, one.keyClause)(`ON DELETE ${one.onDelete}`)}`,
        ]
      : [];
  const create = there.map((one) => {
    const [first] = one.columns;
    return `CREATE TABLE ${one.name} (${[
      `id integer NOT NULL${pick(own.numbered, one.numbered)}`,
      'parent integer',
      ...one.columns.map((each) => columnText(each, own)),
      // Every third table has one.
      ...(one.generated % 3 === 0 && first !== undefined && !forbids(first, 'computed from', own)
        ? [pick(own.generated, one.generated / 3)(first.name)]
        : []),
      `CONSTRAINT pk_${one.name} PRIMARY KEY (id)`,
      ...(one.unique && first !== undefined && !forbids(first, 'in keys', own)
        ? [`CONSTRAINT uq_${one.name} UNIQUE (${first.name}, parent)`]
        : []),
      ...(one.check && first !== undefined
        ? [`CONSTRAINT ck_${one.name} CHECK (${first.name} IS NOT NULL OR 1 > ${one.columns.length})`]
        : []),
      ...(own.inlineKeys ? keyOf(one) : []),
    ].join(', ')})`;
  });
  const indexes = there.flatMap(({ name, index }) => (index === undefined ? [] : [pick(own.indexes, index)(name)]));
  const keys = own.inlineKeys ? [] : there.flatMap((one) => keyOf(one).map((key) => `ALTER TABLE ${one.name} ADD ${key}`));
  const views = there.flatMap(({ name, view, viewOfView, columns }) =>
    view
      ? [
          `CREATE VIEW v_${name} AS SELECT ${['id', ...columns.map((one) => one.name)].join(', ')} FROM ${name}`,
          ...(viewOfView ? [`CREATE VIEW vv_${name} AS SELECT id FROM v_${name} WHERE id > 1`] : []),
        ]
      : [],
  );
  const more = there.flatMap(({ name, columns, more: chosen }) =>
    [...new Set(chosen.map((number) => number % own.more.length))]
      .slice(0, 1)
      .flatMap((at) => pick(own.more, at)(name, columns[0]?.name ?? 'parent')),
  );
  return [...(own.sequences ? [`CREATE SEQUENCE s INCREMENT BY ${sequence}`] : []), ...create, ...indexes, ...keys, ...views, ...more];
}

const forbids = ({ type }: RandomColumn, what: 'in keys' | 'computed from', { types }: Words): boolean =>
  pick(types, type).slice(2).includes(what);

function columnText({ name, type, nullable, hasDefault }: RandomColumn, { types }: Words): string {
  const [text, value, ...not] = pick(types, type);
  return `${name} ${text}${hasDefault ? ` DEFAULT ${value}` : ''}${nullable || not.includes('required') ? '' : ' NOT NULL'}`;
}
