import type { ObjectName } from '../model/names.js';
import type { Table } from '../model/schema-table.js';

/** One line of a box: a column, or how many are not shown. */
export interface BoxLine {
  readonly name: string;
  readonly type: string;
  readonly mark: 'pk' | 'fk' | '';
}

/** A table of the diagram. Lengths are CSS pixels. */
export interface Box {
  readonly table: Table;
  readonly lines: readonly BoxLine[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A foreign key: from the line of its first column to the line of the column that it refers to. */
export interface Edge {
  readonly from: Box;
  readonly to: Box;
  readonly fromLine: number;
  readonly toLine: number;
  readonly label: string;
}

export interface Diagram {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
  /** Tables that are partitions of others, which are not shown. */
  readonly partitions: number;
  /** Tables that found no place. */
  readonly leftOut: number;
}

export const LINE = 18;
export const HEAD = 26;
const GAP_X = 84;
const GAP_Y = 26;
const MARGIN = 24;
/** Columns of a table that are shown; keys go before others. */
const MOST_LINES = 10;
/** Tables that a person can look at; beyond, those with the most foreign keys are shown. */
const MOST_BOXES = 120;
/** A column of boxes that grows higher is continued beside it. */
const MOST_HEIGHT = 1500;
const CHAR = 6.7;

const keyOf = ({ schema, name }: ObjectName): string => JSON.stringify([schema ?? '', name]);

/**
 * Places tables from left to right so that those that are referred to stand left of those that refer to them, tables without foreign keys
 * below. The same tables give the same picture.
 */
export function layOut(all: readonly Table[]): Diagram {
  const partitions = all.filter(({ partitionOf }) => partitionOf !== undefined).length;
  const tables = mostConnected(all.filter(({ partitionOf }) => partitionOf === undefined));
  const known = new Map(tables.map((table) => [keyOf(table), table]));
  const parents = new Map(
    tables.map((table) => [
      table,
      [...new Set(table.foreignKeys.map(({ references }) => known.get(keyOf(references))))].filter(
        (parent): parent is Table => parent !== undefined && parent !== table,
      ),
    ]),
  );
  const referredTo = new Set([...parents.values()].flat());
  // A line from a table to itself takes room beside it, too.
  const hasLine = (table: Table): boolean => table.foreignKeys.some(({ references }) => known.has(keyOf(references)));
  const isAlone = (table: Table): boolean => !hasLine(table) && !referredTo.has(table);
  const linked = tables.filter((table) => !isAlone(table));
  const ranks = rank(linked, parents);
  const columns = columnsOf(linked, ranks, parents);
  const boxes: Box[] = [];
  let x = MARGIN;
  for (const column of columns) {
    let y = MARGIN;
    const placed = column.map((table) => {
      const box = boxOf(table, x, y);
      y += box.height + GAP_Y;
      return box;
    });
    const width = Math.max(...placed.map((box) => box.width));
    boxes.push(...placed.map((box) => ({ ...box, width })));
    x += width + GAP_X;
  }
  centre(boxes);
  const right = Math.max(x - GAP_X + MARGIN, 1040);
  boxes.push(...grid(tables.filter(isAlone), bottomOf(boxes), right));
  return {
    width: Math.max(...boxes.map((box) => box.x + box.width), 0) + MARGIN + 30,
    height: bottomOf(boxes),
    boxes,
    edges: edgesOf(boxes),
    partitions,
    leftOut: all.length - partitions - tables.length,
  };
}

function mostConnected(tables: readonly Table[]): readonly Table[] {
  if (tables.length <= MOST_BOXES) return tables;
  const degree = new Map<string, number>();
  const count = (key: string): void => void degree.set(key, (degree.get(key) ?? 0) + 1);
  for (const table of tables) {
    for (const { references } of table.foreignKeys) {
      count(keyOf(table));
      count(keyOf(references));
    }
  }
  const chosen = new Set(
    [...tables].sort((one, other) => (degree.get(keyOf(other)) ?? 0) - (degree.get(keyOf(one)) ?? 0)).slice(0, MOST_BOXES),
  );
  return tables.filter((table) => chosen.has(table));
}

/** The longest way to a table that refers to no other; a way round in a circle counts once. */
function rank(tables: readonly Table[], parents: ReadonlyMap<Table, readonly Table[]>): ReadonlyMap<Table, number> {
  const ranks = new Map<Table, number>();
  const onTheWay = new Set<Table>();
  const visit = (table: Table): number => {
    const known = ranks.get(table);
    if (known !== undefined) return known;
    onTheWay.add(table);
    const above = (parents.get(table) ?? []).filter((parent) => !onTheWay.has(parent)).map(visit);
    onTheWay.delete(table);
    const found = above.length === 0 ? 0 : Math.max(...above) + 1;
    ranks.set(table, found);
    return found;
  };
  for (const table of tables) visit(table);
  return ranks;
}

/** Tables by rank; within one, each near the middle of its parents, so that few lines cross. */
function columnsOf(
  tables: readonly Table[],
  ranks: ReadonlyMap<Table, number>,
  parents: ReadonlyMap<Table, readonly Table[]>,
): readonly (readonly Table[])[] {
  const layers: Table[][] = [];
  for (const table of tables) (layers[ranks.get(table) ?? 0] ??= []).push(table);
  const place = new Map<Table, number>();
  const settle = (layer: readonly Table[] | undefined): void =>
    layer?.forEach((table, at) => place.set(table, at / Math.max(layer.length, 1)));
  layers.forEach(settle);
  const children = new Map<Table, Table[]>();
  for (const [table, above] of parents) for (const parent of above) children.set(parent, [...(children.get(parent) ?? []), table]);
  for (let pass = 0; pass < 6; pass += 1) {
    const near = pass % 2 === 0 ? parents : children;
    for (const layer of pass % 2 === 0 ? layers : layers.toReversed()) {
      layer.sort((one, other) => middle(one, near, place) - middle(other, near, place));
      settle(layer);
    }
  }
  return layers.flatMap(wrap);
}

function middle(table: Table, near: ReadonlyMap<Table, readonly Table[]>, place: ReadonlyMap<Table, number>): number {
  const places = (near.get(table) ?? []).map((one) => place.get(one) ?? 0);
  return places.length === 0 ? (place.get(table) ?? 0) : places.reduce((sum, one) => sum + one, 0) / places.length;
}

function wrap(layer: readonly Table[]): readonly (readonly Table[])[] {
  const columns: Table[][] = [[]];
  let height = 0;
  for (const table of layer) {
    const own = boxOf(table, 0, 0).height + GAP_Y;
    if (height + own > MOST_HEIGHT && columns.at(-1)?.length !== 0) {
      columns.push([]);
      height = 0;
    }
    columns.at(-1)?.push(table);
    height += own;
  }
  return columns;
}

function boxOf(table: Table, x: number, y: number): Box {
  const lines = linesOf(table);
  const longest = Math.max(table.name.length * 1.12 + 2, ...lines.map(({ name, type }) => name.length + type.length + 6));
  return { table, lines, x, y, width: Math.min(Math.max(Math.ceil(longest * CHAR), 130), 340), height: HEAD + lines.length * LINE + 6 };
}

function linesOf(table: Table): readonly BoxLine[] {
  const key = new Set(table.primaryKey?.columns);
  const foreign = new Set(table.foreignKeys.flatMap(({ columns }) => columns));
  const lines = table.columns.map(({ name, type }): BoxLine => {
    const mark = key.has(name) ? 'pk' : foreign.has(name) ? 'fk' : '';
    return { name, type: shortened(type.text), mark };
  });
  if (lines.length <= MOST_LINES) return lines;
  const keys = lines.filter(({ mark }) => mark !== '');
  const others = lines.filter(({ mark }) => mark === '');
  const shown = new Set([...keys, ...others].slice(0, Math.max(MOST_LINES - 1, keys.length)));
  const rest = lines.length - shown.size;
  return [...lines.filter((line) => shown.has(line)), ...(rest > 0 ? [{ name: `… ${rest} more`, type: '', mark: '' } as const] : [])];
}

function shortened(type: string): string {
  const short = type
    .replace('character varying', 'varchar')
    .replace(' without time zone', '')
    .replace('timestamp with time zone', 'timestamptz')
    .replace('double precision', 'double');
  return short.length > 20 ? `${short.slice(0, 19)}…` : short;
}

const bottomOf = (boxes: readonly Box[]): number => Math.max(...boxes.map(({ y, height }) => y + height), 0) + MARGIN;

/** Moves each column of boxes to the middle of the highest one. */
function centre(boxes: Box[]): void {
  const heights = new Map<number, number>();
  for (const { x, y, height } of boxes) heights.set(x, Math.max(heights.get(x) ?? 0, y + height));
  const highest = Math.max(...heights.values(), 0);
  boxes.forEach((box, at) => {
    boxes[at] = { ...box, y: box.y + Math.round((highest - (heights.get(box.x) ?? 0)) / 2) };
  });
}

/** Rows of boxes, below what is there. */
function grid(tables: readonly Table[], top: number, right: number): readonly Box[] {
  const boxes: Box[] = [];
  let [x, y, rowHeight] = [MARGIN, top, 0];
  for (const table of tables) {
    const size = boxOf(table, x, y);
    if (x > MARGIN && x + size.width > right - MARGIN) {
      [x, y, rowHeight] = [MARGIN, y + rowHeight + GAP_Y, 0];
    }
    boxes.push({ ...size, x, y });
    x += size.width + GAP_Y;
    rowHeight = Math.max(rowHeight, size.height);
  }
  return boxes;
}

function edgesOf(boxes: readonly Box[]): readonly Edge[] {
  const byName = new Map(boxes.map((box) => [keyOf(box.table), box]));
  return boxes.flatMap((from) =>
    from.table.foreignKeys.flatMap((key): readonly Edge[] => {
      const to = byName.get(keyOf(key.references));
      if (to === undefined) return [];
      const line = (box: Box, column: string | undefined): number =>
        Math.max(
          box.lines.findIndex(({ name }) => name === column),
          0,
        );
      const label = `${from.table.name} (${key.columns.join(', ')}) → ${to.table.name} (${key.referencedColumns.join(', ')})`;
      return [{ from, to, fromLine: line(from, key.columns[0]), toLine: line(to, key.referencedColumns[0]), label }];
    }),
  );
}
