/** The statement that takes back what makes a period. */
export function dropPeriodSql(definition: string): string | undefined {
  const [, alter, period] = /^(ALTER TABLE .*?) ADD PERIOD FOR (`(?:[^`]|``)*`)/.exec(definition) ?? [];
  if (alter === undefined) return undefined;
  const keys = [...definition.matchAll(/, ADD (PRIMARY|UNIQUE) KEY(?: (`(?:[^`]|``)*`))?/g)].map(([, kind, key = '']) =>
    kind === 'PRIMARY' ? 'DROP PRIMARY KEY' : `DROP INDEX ${key}`,
  );
  return `${alter} ${[...keys, `DROP PERIOD FOR ${period}`].join(', ')}`;
}
