/** Four changesets that each make a table `t1` to `t4`; the second also sets tag `half`. */
export const stepsChangelog = [
  'databaseChangeLog:',
  ...[1, 2, 3, 4].flatMap((id) => [
    '  - changeSet:',
    `      id: ${id}`,
    '      author: ann',
    '      changes:',
    `        - createTable: { tableName: t${id}, columns: [{ column: { name: id, type: int } }] }`,
    ...(id === 2 ? ['        - tagDatabase: { tag: half }'] : []),
  ]),
];
