import { anchor, html, type Html } from './html.js';
import { HEAD, layOut, LINE, type Box, type Edge } from './layout.js';
import type { Table } from '../model/schema-table.js';

/** The tables and their foreign keys as an SVG image; each box leads to its table. */
export function diagram(tables: readonly Table[]): Html {
  const { width, height, boxes, edges, partitions, leftOut } = layOut(tables);
  if (boxes.length === 0) return html`<p class="empty">There are no tables.</p>`;
  return html`<div class="diagram">
      <svg
        role="img"
        aria-label="Entity diagram"
        width="${width}"
        height="${height}"
        viewBox="0 0 ${width} ${height}"
        xmlns="http://www.w3.org/2000/svg"
      >
        <defs>
          <marker id="one" viewBox="0 0 8 10" refX="7" refY="5" markerWidth="8" markerHeight="10" orient="auto-start-reverse">
            <path d="M1 1 L7 5 L1 9" class="arrow" />
          </marker>
          <marker id="many" viewBox="0 0 10 10" refX="2" refY="5" markerWidth="8" markerHeight="8">
            <circle cx="5" cy="5" r="3" class="dot" />
          </marker>
        </defs>
        ${edges.map(edgePath)}${boxes.map(boxShape)}
      </svg>
    </div>
    ${hints(partitions, leftOut).map((text) => html`<p class="hint">${text}</p>`)}`;
}

/** What the picture does not show. */
function hints(partitions: number, leftOut: number): readonly string[] {
  return [
    ...(partitions === 0 ? [] : [`${partitions} ${partitions === 1 ? 'partition is' : 'partitions are'} not in the picture.`]),
    ...(leftOut === 0 ? [] : [`${leftOut} more tables are not in the picture: those with the fewest foreign keys.`]),
  ];
}

const lineY = (box: Box, line: number): number => box.y + HEAD + line * LINE + LINE / 2 + 2;

function edgePath({ from, to, fromLine, toLine, label }: Edge): Html {
  const y1 = lineY(from, fromLine);
  const y2 = lineY(to, toLine);
  const { start, end, startBend, endBend } = ends(from, to, Math.abs(y2 - y1));
  return html`<path
    class="edge"
    d="M${start} ${y1} C${startBend} ${y1} ${endBend} ${y2} ${end} ${y2}"
    marker-start="url(#many)"
    marker-end="url(#one)"
    ><title>${label}</title></path
  >`;
}

/** Where a line leaves one box and meets the other, and how far it bends between them. */
function ends(from: Box, to: Box, height: number) {
  const right = from.x + from.width;
  const toRight = to.x + to.width;
  if (toRight <= from.x) {
    const reach = Math.max((from.x - toRight) / 2, 30);
    return { start: from.x, end: toRight + ARROW, startBend: from.x - reach, endBend: toRight + reach };
  }
  if (to.x >= right) {
    const reach = Math.max((to.x - right) / 2, 30);
    return { start: right, end: to.x - ARROW, startBend: right + reach, endBend: to.x - reach };
  }
  // A table that refers to itself, or to one of its own column.
  const bend = Math.max(right, toRight) + Math.max(34, Math.min(height / 4, 70));
  return { start: right, end: toRight + ARROW, startBend: bend, endBend: bend };
}

/** What the point of an arrow leaves free before the box. */
const ARROW = 3;

function boxShape(box: Box): Html {
  const { table, x, y, width, height, lines } = box;
  const baseline = HEAD / 2 + 5;
  return html`<a href="#${anchor('table', table.schema, table.name)}"
    ><g transform="translate(${x} ${y})">
      <title>${table.remarks ?? table.name}</title> <rect class="box" width="${width}" height="${height}" rx="6" /><path
        class="head"
        d="M0 ${HEAD} V6 Q0 0 6 0 H${width - 6} Q${width} 0 ${width} 6 V${HEAD} Z"
      />
      <text class="name" x="10" y="${baseline}">${cut(table.name, width / 7.6)}</text>
      ${lines.map((line, at) => {
        const top = HEAD + at * LINE + LINE / 2 + 6;
        return html`<text class="col ${line.mark}" x="10" y="${top}"
            >${line.mark === '' ? '' : html`<tspan class="mark">${line.mark === 'pk' ? '◆' : '◇'} </tspan>`}${cut(line.name, (width - line.type.length * 6.2 - 40) / 6.4)}</text
          ><text class="type" x="${width - 10}" y="${top}">${line.type}</text>`;
      })}</g
    ></a
  > `;
}

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, Math.max(Math.floor(length) - 1, 1))}…` : text;
