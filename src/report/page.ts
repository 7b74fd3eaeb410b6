import type { ObjectName } from '../model/names.js';
import type { Snapshot } from '../model/schema.js';
import { driftSection, historySection, pendingSection } from './changesets.js';
import { diagram } from './diagram.js';
import { anchor, html, type Html } from './html.js';
import type { ReportData } from './report-data.js';
import { script, style } from './style.js';
import { tableArticles, type Shown } from './tables.js';

/** One page with everything in it: nothing is loaded from anywhere, and it says so to the browser. */
export function reportPage(data: ReportData): string {
  const { snapshot } = data;
  const { source } = snapshot;
  const shown: Shown = ({ schema, name }: ObjectName) =>
    schema === undefined || schema === source.defaultSchema ? name : `${schema}.${name}`;
  const place = [source.catalog, source.defaultSchema].filter((part) => part !== undefined).join(' / ');
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <title>${data.title}</title>
        <style>
          ${{ html: style }}
        </style>
      </head>
      <body>
        ${navigation(data, shown)}
        <main>
          <h1>${data.title}</h1>
          <p class="sub">
            ${source.product} ${source.version}${place === '' ? '' : ` · ${place}`} · ${data.url} · written
            ${data.writtenAt.slice(0, 16).replace('T', ' ')} UTC
          </p>
          ${cards(data)}
          <section id="diagram">
            <h2>Entity diagram</h2>
            ${diagram(snapshot.tables)}
          </section>
          <section id="tables">
            <h2>Tables</h2>
            ${snapshot.tables.length === 0 ? html`<p class="empty">There are no tables.</p>` : tableArticles(snapshot.tables, snapshot.triggers, shown)}
          </section>
          ${codeSection(
            'views',
            'Views',
            snapshot.views.map((view) => ({
              id: anchor('view', view.schema, view.name),
              name: shown(view),
              tag: view.kind === 'view' ? undefined : 'materialized',
              remarks: view.remarks,
              text: view.query,
              columns: view.columns.map(({ name }) => name),
            })),
          )}
          ${codeSection(
            'routines',
            'Functions and procedures',
            snapshot.routines.map((one) => ({
              id: anchor('routine', one.schema, one.name, one.arguments),
              name: `${shown(one)}(${one.arguments})`,
              tag: one.kind,
              remarks: one.remarks,
              text: one.definition,
            })),
          )}
          ${codeSection(
            'triggers',
            'Triggers',
            snapshot.triggers.map((one) => ({
              id: anchor('trigger', one.table.name, one.name),
              name: `${one.name} on ${shown(one.table)}`,
              tag: one.state,
              remarks: one.remarks,
              text: one.definition,
            })),
          )}
          ${othersSection(snapshot, shown)}
          <section id="pending">
            <h2>Pending changesets</h2>
            ${pendingSection(data.pending)}
          </section>
          <section id="drift">
            <h2>Drift</h2>
            ${driftSection(data.drift)}
          </section>
          <section id="history">
            <h2>History</h2>
            ${historySection(data.ran)}
          </section>
        </main>
        <script>
          ${{ html: script }};
        </script>
      </body>
    </html> `.html;
}

function navigation({ title, snapshot }: ReportData, shown: Shown): Html {
  const link = (id: string, text: string, name?: string): Html =>
    name === undefined ? html`<a href="#${id}">${text}</a>` : html`<a href="#${id}" data-name="${name}">${text}</a>`;
  const group = (heading: string, links: readonly Html[]): Html | undefined =>
    links.length === 0
      ? undefined
      : html`<h2>${heading}</h2>
          ${links}`;
  return html`<nav>
    <a class="brand" href="#diagram">${title}</a>
    ${link('diagram', 'Entity diagram')}${link('pending', 'Pending changesets')}${link('drift', 'Drift')}${link('history', 'History')}
    <input type="search" placeholder="Find a table, view, routine" aria-label="Find a table, view or routine" hidden />
    <div class="list">
      ${group(
        'Tables',
        snapshot.tables.map((table) => link(anchor('table', table.schema, table.name), shown(table), table.name)),
      )}
      ${group(
        'Views',
        snapshot.views.map((view) => link(anchor('view', view.schema, view.name), shown(view), view.name)),
      )}
      ${group(
        'Routines',
        snapshot.routines.map((one) => link(anchor('routine', one.schema, one.name, one.arguments), shown(one), one.name)),
      )}
    </div>
  </nav>`;
}

function cards({ snapshot, pending, ran, drift }: ReportData): Html {
  const card = (value: string | number, label: string, mood = ''): Html =>
    html`<div class="card ${mood}"><b>${value}</b><span>${label}</span></div>`;
  const columns = snapshot.tables.reduce((sum, table) => sum + table.columns.length, 0);
  const differences =
    drift === undefined || 'notCompared' in drift ? undefined : drift.missing.length + drift.unexpected.length + drift.changed.length;
  return html`<div class="cards">
    ${card(snapshot.tables.length, 'tables')}${card(columns, 'columns')}${card(snapshot.views.length, 'views')}${card(snapshot.routines.length, 'routines')}
    ${card(ran.length, 'changesets ran')}${pending && card(pending.length, 'pending', pending.length === 0 ? 'good' : 'warn')}${differences !== undefined && card(differences, 'differences from the changelog', differences === 0 ? 'good' : 'bad')}
  </div>`;
}

interface Code {
  readonly id: string;
  readonly name: string;
  readonly tag: string | undefined;
  readonly remarks: string | undefined;
  readonly text: string;
  readonly columns?: readonly string[];
}

function codeSection(id: string, title: string, items: readonly Code[]): Html | undefined {
  if (items.length === 0) return undefined;
  return html`<section id="${id}">
    <h2>${title}</h2>
    ${items.map(
      (one) =>
        html`<article id="${one.id}" data-name="${one.name}">
          <details>
            <summary>
              ${one.name}${one.tag !== undefined && html`<span class="tag off">${one.tag}</span>`}${one.remarks !== undefined && html` <span class="hint">${one.remarks}</span>`}
            </summary>
            <pre>${one.text}</pre>
            ${
              one.columns !== undefined &&
              one.columns.length > 0 &&
              html`<ul class="keys">
                <li><b>Columns</b> <code>${one.columns.join(', ')}</code></li>
              </ul>`
            }
          </details>
        </article> `,
    )}
  </section>`;
}

/** Types, sequences, extensions, grants, and what is only listed. */
function othersSection(snapshot: Snapshot, shown: Shown): Html | undefined {
  const rows: readonly (readonly [kind: string, name: string, detail: string])[] = [
    ...snapshot.extensions.map((one) => ['extension', one.name, one.version ?? ''] as const),
    ...snapshot.enums.map((one) => ['enum', shown(one), one.values.join(', ')] as const),
    ...snapshot.domains.map(
      (one) => ['domain', shown(one), [one.type.text, ...one.checkConstraints.map((check) => check.expression)].join(', ')] as const,
    ),
    ...snapshot.compositeTypes.map(
      (one) => ['type', shown(one), one.attributes.map(({ name, type }) => `${name} ${type.text}`).join(', ')] as const,
    ),
    ...snapshot.sequences.map((one) => ['sequence', shown(one), one.increment === undefined ? '' : `increment ${one.increment}`] as const),
    ...snapshot.synonyms.map((one) => ['synonym', shown(one), shown(one.target)] as const),
    ...snapshot.grants.map(
      (one) =>
        [
          'grant',
          one.grantee,
          `${one.privileges.join(', ')} on ${one.on.kind} ${one.on.table === undefined ? '' : `${one.on.table}.`}${one.on.name}`,
        ] as const,
    ),
    ...snapshot.unmodelled.map(
      (one) => [one.kind, one.table === undefined ? shown(one) : `${one.name} on ${one.table}`, one.definition ?? ''] as const,
    ),
  ];
  if (rows.length === 0) return undefined;
  return html`<section id="others">
    <h2>Other objects</h2>
    <article>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>Kind</th>
              <th>Name</th>
              <th></th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ([kind, name, detail]) =>
                html`<tr>
                  <td>${kind}</td>
                  <td><b>${name}</b></td>
                  <td><code>${detail}</code></td>
                </tr> `,
            )}
          </tbody>
        </table>
      </div>
    </article>
  </section>`;
}
