/** A table that a server was told to create. */
export interface CreatedTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** The table of a CREATE TABLE statement, as far as names of tables and columns without quotes go; undefined for another statement. */
export function createdTable(sql: string): CreatedTable | undefined {
  const [, path = '', body = ''] = /CREATE TABLE (\S+)\s*\((.*)\)/s.exec(sql) ?? [];
  if (path === '') return undefined;
  const columns = body
    .replaceAll(/\([^()]*\)/g, '')
    .split(',')
    .map(
      (part) =>
        part
          .trim()
          .split(/\s/)[0]
          ?.replaceAll(/[[\]"]/g, '') ?? '',
    )
    .filter((name) => !['CONSTRAINT', 'PRIMARY'].includes(name));
  return {
    name:
      path
        .split('.')
        .at(-1)
        ?.replaceAll(/[[\]"]/g, '') ?? '',
    columns,
  };
}
