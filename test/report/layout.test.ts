import { describe, expect, it } from 'vitest';
import type { Table } from '../../src/model/schema-table.js';
import { diagram } from '../../src/report/diagram.js';
import { layOut } from '../../src/report/layout.js';

const table = (name: string, ...references: readonly string[]): Table => ({
  kind: 'table',
  name,
  columns: [{ kind: 'column', name: 'id', position: 1, type: { text: 'int', base: 'int' }, nullable: false }],
  uniqueConstraints: [],
  checkConstraints: [],
  exclusionConstraints: [],
  foreignKeys: references.map((other) => ({
    kind: 'foreignKey',
    columns: ['id'],
    references: { name: other },
    referencedColumns: ['id'],
    onDelete: 'no action',
    onUpdate: 'no action',
  })),
  indexes: [],
});

describe('the entity diagram', () => {
  it('leaves room beside a table that refers to itself', () => {
    const { boxes } = layOut(['a', 'b', 'c', 'd'].map((name) => table(name, ...(name === 'b' ? ['b'] : []))));
    const own = boxes.find((box) => box.table.name === 'b');
    const right = (own?.x ?? 0) + (own?.width ?? 0);
    const beside = boxes.filter(
      (box) => box.x >= right && box.y < (own?.y ?? 0) + (own?.height ?? 0) && box.y + box.height > (own?.y ?? 0),
    );
    for (const box of beside) expect(box.x - right).toBeGreaterThan(60);
  });

  it('tells partitions apart from tables that found no place', () => {
    const part = { ...table('part'), partitionOf: { parent: { name: 'a' }, bound: 'DEFAULT' } };
    expect(diagram([table('a'), part]).html).toContain('1 partition is not in the picture');
    expect(diagram([table('a'), part]).html).not.toContain('fewest');
    expect(diagram(Array.from({ length: 125 }, (_, at) => table(`t${at}`))).html).toContain('5 more tables');
  });
});
