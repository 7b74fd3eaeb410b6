import { render } from './render-example.mjs';

const noStatement = 'Formatted SQL holds statements, and this change has none.';

const isStatement = ({ statement }) => statement !== undefined && !statement.commentOnly;

/**
 * The example as formatted SQL: the SQL that it becomes, for the first dialect that can do it. Reading the text again must give the same
 * statements.
 * @returns `{text}`, or `{reason}` where there is none.
 */
export async function formattedSql(definition, results) {
  const [example] = results;
  const tag = definition.setsTag?.(example.changeset?.changes[0]?.props ?? {});
  if (tag !== undefined) return { text: `--liquibase formatted sql\n\n--changeset ann:1\n--tagDatabase: ${tag}` };
  const result = results.find(({ forward }) => forward.items?.some(isStatement));
  if (result === undefined) return { reason: noStatement };
  const { dialect, forward, rollback } = result;
  const statements = forward.items.filter(isStatement).map((item) => item.statement.sql.trimEnd());
  const whole = statements.length === 1 && /;./s.test(statements[0]);
  const everywhere = results.every((other) => textOf(other.forward) === textOf(forward) && textOf(other.rollback) === textOf(rollback));
  const head = ['--changeset ann:1', ...(everywhere ? [] : [`dbms:${dialect.name}`]), ...(whole ? ['splitStatements:false'] : [])].join(
    ' ',
  );
  const sql = statements.map((text) => (whole || text.endsWith(';') ? text : `${text};`)).join('\n');
  const text = ['--liquibase formatted sql', '', head, sql, ...undo(rollback)].join('\n');
  const again = await render('changelog.sql', text, dialect);
  const expected = statements.map((one) => one.replace(/;$/, ''));
  const read = again.forward.items?.map((item) => item.statement.sql.trimEnd().replace(/;$/, ''));
  if (JSON.stringify(read) !== JSON.stringify(expected)) {
    throw new Error(
      `${definition.name}: the example in formatted SQL is not read as it was meant\n${text}\n${JSON.stringify(read ?? again.forward)}`,
    );
  }
  return { text };
}

/** The statements, or why there are none, whatever the dialect puts between them. */
const textOf = ({ items, refused }) =>
  refused === undefined ? items.map(({ statement }) => statement?.sql.replace(/;\s*$/, '')).join('\n') : refused.code;

function undo({ items, refused }) {
  if (refused !== undefined) return [];
  if (items.length === 0) return ['--rollback empty'];
  return items.flatMap(({ statement }) => `${statement.sql.trimEnd().replace(/;?$/, ';')}`.split('\n')).map((line) => `--rollback ${line}`);
}
