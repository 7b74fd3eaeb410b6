import fc from 'fast-check';
import type { DialectName } from '../../src/dialects/dialect.js';

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
  readonly unique: boolean;
  readonly check: boolean;
  readonly index: 'none' | 'one' | 'two' | 'unique';
  /** Which of the tables it refers to; itself and later ones too. */
  readonly refersTo: number | undefined;
  readonly onDelete: 'CASCADE' | 'NO ACTION' | 'SET NULL';
  readonly view: boolean;
}

interface Words {
  /** Types with a default that fits. */
  readonly types: readonly (readonly [string, string])[];
  readonly sequences: boolean;
  /** Foreign keys are part of CREATE TABLE. */
  readonly inlineKeys: boolean;
}

const words: Partial<Record<DialectName, Words>> = {
  postgresql: {
    types: [
      ['integer', '7'],
      ['bigint', '-8'],
      ['varchar(20)', "'it''s'"],
      ['varchar(60)', "''"],
      ['text', "'a;b'"],
      ['numeric(8,2)', '1.50'],
      ['boolean', 'true'],
      ['timestamp', 'now()'],
      ['date', "'2020-02-29'"],
      ['jsonb', "'{}'"],
    ],
    sequences: true,
    inlineKeys: false,
  },
  mariadb: {
    types: [
      ['int', '7'],
      ['bigint unsigned', '8'],
      ['varchar(20)', "'it''s'"],
      ['varchar(60)', "''"],
      ['decimal(8,2)', '1.50'],
      ['tinyint(1)', '1'],
      ['datetime', 'current_timestamp()'],
      ['date', "'2020-02-29'"],
      ["enum('a','b')", "'a'"],
      ['double', '0.5'],
    ],
    sequences: true,
    inlineKeys: false,
  },
  sqlite: {
    types: [
      ['INTEGER', '7'],
      ['BIGINT', '-8'],
      ['VARCHAR(20)', "'it''s'"],
      ['VARCHAR(60)', "''"],
      ['TEXT', "'a;b'"],
      ['NUMERIC(8, 2)', '1.5'],
      ['BOOLEAN', '1'],
      ['TIMESTAMP', 'CURRENT_TIMESTAMP'],
      ['REAL', '(1 + 2)'],
    ],
    sequences: false,
    inlineKeys: true,
  },
};

const column = (name: string): fc.Arbitrary<RandomColumn | undefined> =>
  fc.option(fc.record({ name: fc.constant(name), type: fc.nat(8), nullable: fc.boolean(), hasDefault: fc.boolean() }), { nil: undefined });

const table: fc.Arbitrary<RandomTable> = fc.record({
  exists: fc.boolean(),
  columns: fc.tuple(...['a', 'b', 'c', 'd'].map(column)).map((columns) => columns.filter((one) => one !== undefined)),
  unique: fc.boolean(),
  check: fc.boolean(),
  index: fc.constantFrom('none' as const, 'one' as const, 'two' as const, 'unique' as const),
  refersTo: fc.option(fc.nat(3), { nil: undefined }),
  onDelete: fc.constantFrom('CASCADE' as const, 'NO ACTION' as const, 'SET NULL' as const),
  view: fc.boolean(),
});

/** Up to four tables whose names, columns and keys two schemas often share. */
export function randomSchema(dialect: DialectName): fc.Arbitrary<RandomSchema> {
  const own = words[dialect];
  if (own === undefined) throw new Error(`no random schemas for ${dialect}`);
  return fc
    .record({ tables: fc.tuple(table, table, table, table), sequence: fc.nat(3) })
    .map(({ tables, sequence }) => statements(tables, sequence, own));
}

function statements(tables: readonly RandomTable[], sequence: number, { types, sequences, inlineKeys }: Words): RandomSchema {
  const there = tables.map((one, at) => ({ ...one, name: `t${at}` })).filter(({ exists }) => exists);
  const keyOf = (one: (typeof there)[number]): string | undefined =>
    there.some(({ name }) => name === `t${one.refersTo}`)
      ? `CONSTRAINT fk_${one.name} FOREIGN KEY (parent) REFERENCES t${one.refersTo} (id) ON DELETE ${one.onDelete}`
      : undefined;
  const create = there.map((one) => {
    const columns = one.columns.map(({ name, type, nullable, hasDefault }) => {
      const [text = '', value = ''] = types[type % types.length] ?? [];
      return `${name} ${text}${hasDefault ? ` DEFAULT ${value}` : ''}${nullable ? '' : ' NOT NULL'}`;
    });
    const [first] = one.columns;
    return `CREATE TABLE ${one.name} (${[
      'id integer NOT NULL',
      'parent integer',
      ...columns,
      `CONSTRAINT pk_${one.name} PRIMARY KEY (id)`,
      ...(one.unique && first !== undefined && !/text|json/i.test(types[first.type % types.length]?.[0] ?? '')
        ? [`CONSTRAINT uq_${one.name} UNIQUE (${first.name}, parent)`]
        : []),
      ...(one.check ? [`CONSTRAINT ck_${one.name} CHECK (id > ${one.columns.length})`] : []),
      ...(inlineKeys ? [keyOf(one) ?? []].flat() : []),
    ].join(', ')})`;
  });
  const indexes = there.flatMap(({ name, index }) =>
    index === 'none'
      ? []
      : [`CREATE ${index === 'unique' ? 'UNIQUE ' : ''}INDEX ix_${name} ON ${name} (${index === 'two' ? 'parent DESC, id' : 'parent'})`],
  );
  const keys = inlineKeys
    ? []
    : there.flatMap((one) => (keyOf(one) === undefined ? [] : [`ALTER TABLE ${one.name} ADD ${keyOf(one) ?? ''}`]));
  const views = there.flatMap(({ name, view, columns }) =>
    view ? [`CREATE VIEW v_${name} AS SELECT ${['id', ...columns.map((one) => one.name)].join(', ')} FROM ${name}`] : [],
  );
  return [...(sequences && sequence > 0 ? [`CREATE SEQUENCE s INCREMENT BY ${sequence}`] : []), ...create, ...indexes, ...keys, ...views];
}
