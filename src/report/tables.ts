import type { ObjectName } from '../model/names.js';
import type { Column } from '../model/schema-column.js';
import type { ForeignKey, Index, Table } from '../model/schema-table.js';
import type { Trigger } from '../model/schema-code.js';
import { anchor, html, type Html } from './html.js';

/** How names of objects are shown: without the schema where that is the default one. */
export type Shown = (name: ObjectName) => string;

/** A foreign key of another table. */
interface Referring {
  readonly table: Table;
  readonly key: ForeignKey;
}

/** The tables with all that belongs to them. */
export function tableArticles(tables: readonly Table[], triggers: readonly Trigger[], shown: Shown): Html {
  const keyOf = ({ schema, name }: ObjectName): string => JSON.stringify([schema ?? '', name]);
  const referring = new Map<string, Referring[]>();
  for (const table of tables) {
    for (const key of table.foreignKeys) {
      const place = keyOf(key.references);
      referring.set(place, [...(referring.get(place) ?? []), { table, key }]);
    }
  }
  return html`${tables.map((table) =>
    article(
      table,
      referring.get(keyOf(table)) ?? [],
      triggers.filter((trigger) => keyOf(trigger.table) === keyOf(table)),
      shown,
    ),
  )}`;
}

function article(table: Table, referring: readonly Referring[], triggers: readonly Trigger[], shown: Shown): Html {
  const options = Object.entries(table.options ?? {}).map(([name, value]) => (value === 'true' ? name : `${name} = ${value}`));
  return html`<article id="${anchor('table', table.schema, table.name)}" data-name="${table.name}">
    <header>
      <h3>${shown(table)} ${options.map((option) => html`<span class="tag off">${option}</span>`)}</h3>
      ${table.remarks !== undefined && html`<p>${table.remarks}</p>`}
    </header>
    <div class="scroll">
      <table class="columns">
        <thead>
          <tr>
            <th>#</th>
            <th>Column</th>
            <th>Type</th>
            <th>Null</th>
            <th>Default</th>
            <th>Remarks</th>
          </tr>
        </thead>
        <tbody>
          ${table.columns.length === 0 ? noColumns : table.columns.map((column) => columnRow(table, column))}
        </tbody>
      </table>
    </div>
    ${keyList(table, referring, triggers, shown)}
  </article> `;
}

const noColumns = html`<tr>
  <td></td>
  <td class="hint" colspan="5">no columns</td>
</tr>`;

function columnRow(table: Table, column: Column): Html {
  const { identity, generated } = column;
  const isKey = table.primaryKey?.columns.includes(column.name);
  const isForeign = table.foreignKeys.some(({ columns }) => columns.includes(column.name));
  return html`<tr>
    <td class="n">${column.position}</td>
    <td><b>${column.name}</b>${isKey && html`<span class="tag pk">PK</span>`}${isForeign && html`<span class="tag fk">FK</span>`}</td>
    <td>
      <code>${column.type.text}</code
      >${identity && html`<span class="tag">${identity.generation === 'serial' || identity.generation === 'auto' ? 'numbered' : 'identity'}</span>`}${generated && html`<span class="tag">generated</span>`}
    </td>
    <td>${column.nullable ? 'yes' : html`<span class="hint">no</span>`}</td>
    <td>${generated ? html`<code>= ${generated.expression}</code>` : column.default && html`<code>${column.default.sql}</code>`}</td>
    <td>${column.remarks}</td>
  </tr> `;
}

function keyList(table: Table, referring: readonly Referring[], triggers: readonly Trigger[], shown: Shown): Html | undefined {
  const columns = (names: readonly string[]): Html => html`<code>${names.join(', ')}</code>`;
  const named = (name: string | undefined): Html | undefined => (name === undefined ? undefined : html` <span class="hint">${name}</span>`);
  const items = [
    ...(table.primaryKey ? [html`<b>Primary key</b> ${columns(table.primaryKey.columns)}${named(table.primaryKey.name)}`] : []),
    ...table.uniqueConstraints.map((key) => html`<b>Unique</b> ${columns(key.columns)}${named(key.name)}`),
    ...table.foreignKeys.map(
      (key) =>
        html`<b>Foreign key</b> ${columns(key.columns)} → ${link(key.references, shown)}
          ${columns(key.referencedColumns)}${actions(key)}${named(key.name)}`,
    ),
    ...referring.map(({ table: from, key }) => html`<b>Referred to by</b> ${link(from, shown)} ${columns(key.columns)}${named(key.name)}`),
    ...table.checkConstraints.map((check) => html`<b>Check</b> <code>${check.expression}</code>${named(check.name)}`),
    ...table.exclusionConstraints.map((one) => html`<b>Exclusion</b> <code>${one.definition}</code>${named(one.name)}`),
    ...table.indexes.map((index) => html`<b>Index</b> ${indexText(index)}${named(index.name)}`),
    ...triggers.map(
      (trigger) => html`<b>Trigger</b> <a href="#${anchor('trigger', trigger.table.name, trigger.name)}">${trigger.name}</a>`,
    ),
    ...(table.partitioning ? [html`<b>Partitioned by</b> <code>${table.partitioning.by}</code>`] : []),
    ...(table.partitioning?.partitions ?? []).map((one) => html`<b>Partition</b> ${one.name} <code>${one.definition}</code>`),
    ...(table.partitionOf
      ? [html`<b>Partition of</b> ${link(table.partitionOf.parent, shown)} <code>${table.partitionOf.bound}</code>`]
      : []),
    ...(table.inherits ?? []).map((parent) => html`<b>Inherits</b> ${link(parent, shown)}`),
  ];
  return items.length === 0
    ? undefined
    : html`<ul class="keys">
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>`;
}

const link = (name: ObjectName, shown: Shown): Html => html`<a href="#${anchor('table', name.schema, name.name)}">${shown(name)}</a>`;

function actions({ onDelete, onUpdate }: ForeignKey): string {
  const told = [onDelete !== 'no action' && `on delete ${onDelete}`, onUpdate !== 'no action' && `on update ${onUpdate}`].filter(
    (action) => action !== false,
  );
  return told.length === 0 ? '' : ` ${told.join(', ')}`;
}

function indexText(index: Index): Html {
  const keys = index.keys
    .map(({ column, expression, descending }) => `${column ?? `(${expression})`}${descending ? ' desc' : ''}`)
    .join(', ');
  return html`<code>${keys}${index.where === undefined ? '' : ` where ${index.where}`}</code
    >${index.unique && html`<span class="tag">unique</span>`}${index.method !== undefined && html`<span class="tag off">${index.method}</span>`}`;
}
