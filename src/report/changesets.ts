import type { RanChangeset } from '../model/history.js';
import { html, type Html } from './html.js';
import type { PendingChangeset, ReportDrift } from './report-data.js';

/** What has not run yet; undefined where no changelog was given. */
export function pendingSection(pending: readonly PendingChangeset[] | undefined): Html {
  if (pending === undefined) return html`<p class="empty">No changelog was given, so that nobody knows what is pending.</p>`;
  if (pending.length === 0) return html`<p class="note good">Every changeset of the changelog has run.</p>`;
  return html`<article>
    <div class="scroll">
      <table class="changesets">
        <thead>
          <tr>
            <th>#</th>
            <th>Changeset</th>
            <th>Author</th>
            <th>File</th>
            <th>What it does</th>
          </tr>
        </thead>
        <tbody>
          ${pending.map(
            (one, at) =>
              html`<tr>
                <td class="n">${at + 1}</td>
                <td><b>${one.id}</b></td>
                <td>${one.author}</td>
                <td><code>${one.path}</code></td>
                <td>${one.description}${one.comments !== undefined && html`<br /><span class="hint">${one.comments}</span>`}</td>
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
  </article>`;
}

/** What ran, the last deployment first. */
export function historySection(ran: readonly RanChangeset[]): Html {
  if (ran.length === 0) return html`<p class="empty">Nothing has run yet.</p>`;
  const deployments = new Map<string, RanChangeset[]>();
  for (const row of ran) {
    const key = row.deploymentId ?? '';
    deployments.set(key, [...(deployments.get(key) ?? []), row]);
  }
  return html`${[...deployments].toReversed().map(
    ([id, rows], at) =>
      html`<article>
        <details ${at === 0 && html`open`}>
          <summary>
            ${minute(rows[0]?.dateExecuted)}
            <span class="hint"
              >– ${rows.length} ${rows.length === 1 ? 'changeset' : 'changesets'}${id === '' ? '' : `, deployment ${id}`}</span
            >
          </summary>
          <div class="scroll">
            <table class="changesets">
              <thead>
                <tr>
                  <th>#</th>
                  <th>Changeset</th>
                  <th>Author</th>
                  <th>File</th>
                  <th>What it did</th>
                  <th>Result</th>
                </tr>
              </thead>
              <tbody>
                ${rows.map(
                  (row) =>
                    html`<tr>
                      <td class="n">${row.orderExecuted}</td>
                      <td><b>${row.id}</b>${row.tag !== null && html`<span class="tag">${row.tag}</span>`}</td>
                      <td>${row.author}</td>
                      <td><code>${row.path}</code></td>
                      <td>
                        ${row.description ?? undefined}${row.comments !== null && row.comments !== '' && html`<br /><span class="hint">${row.comments}</span>`}
                      </td>
                      <td>${row.execType.toLowerCase()}</td>
                    </tr> `,
                )}
              </tbody>
            </table>
          </div>
        </details>
      </article>`,
  )}`;
}

const minute = (date: Date | undefined): string => date?.toISOString().slice(0, 16).replace('T', ' ') ?? '';

/** What differs from what the changelog builds. */
export function driftSection(drift: ReportDrift | { readonly notCompared: string } | undefined): Html {
  if (drift === undefined) return html`<p class="empty">No changelog was given to compare with.</p>`;
  if ('notCompared' in drift) return html`<p class="note">Not compared: ${drift.notCompared}</p>`;
  const list = (title: string, names: readonly string[]): Html | undefined =>
    names.length === 0
      ? undefined
      : html`<article>
          <header><h3>${title}</h3></header>
          <ul class="keys">
            ${names.map((name) => html`<li><code>${name}</code></li>`)}
          </ul>
        </article>`;
  const changed = drift.changed.map(({ object, fields }) => `${object}: ${fields.join('; ')}`);
  const isEqual = drift.missing.length + drift.unexpected.length + changed.length === 0;
  return html`${isEqual && html`<p class="note good">The database is as its changelog builds it.</p>`}
  ${list('Missing in the database', drift.missing)}${list('Not made by the changelog', drift.unexpected)}${list('Changed', changed)}${list('Ran here and not in the changelog', drift.unknown)}`;
}
