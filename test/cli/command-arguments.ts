/** A changelog of which `runFirst` is a good part: changesets with and without context, labels, a property and tags. */
export const sampleChangelog = `databaseChangeLog:
  - property: { name: greeting, value: hello }
  - changeSet: { id: first, author: ann, changes: [{ createTable: { tableName: a, columns: [{ column: { name: note, type: varchar(20) } }] } }] }
  - changeSet: { id: tag, author: ann, changes: [{ tagDatabase: { tag: v1 } }] }
  - changeSet:
      { id: demo, author: ann, context: demo, labels: extra, changes: [{ insert: { tableName: a, columns: [{ column: { name: note, value: "\${greeting}" } }] } }], rollback: DELETE FROM a }
  - changeSet: { id: last, author: ann, changes: [{ createTable: { tableName: b, columns: [{ column: { name: id, type: int } }] } }] }
  - changeSet:
      { id: next, author: ann, context: demo, labels: extra, changes: [{ insert: { tableName: a, columns: [{ column: { name: note, value: "\${greeting} again" } }] } }], rollback: DELETE FROM a }
  - changeSet: { id: then, author: ann, changes: [{ createTable: { tableName: c, columns: [{ column: { name: id, type: int } }] } }] }
  - changeSet: { id: end, author: ann, changes: [{ tagDatabase: { tag: v9 } }] }
`;

/** Runs the changesets up to `last`. */
export const runFirst: readonly string[] = ['update-count', '--count=4'];

/** What a command needs besides URL and changelog to do something with the sample; nothing where it is not named. */
export const commandArguments: Readonly<Record<string, readonly string[]>> = {
  'update-count': ['--count=1'],
  'update-count-sql': ['--count=1'],
  'update-to-tag': ['--tag=v9'],
  'update-to-tag-sql': ['--tag=v9'],
  'changelog-sync-to-tag': ['--tag=v9'],
  'changelog-sync-to-tag-sql': ['--tag=v9'],
  rollback: ['--tag=v1'],
  'rollback-sql': ['--tag=v1'],
  'rollback-count': ['--count=2'],
  'rollback-count-sql': ['--count=2'],
  'rollback-to-date': ['--date=2020-01-01'],
  'rollback-to-date-sql': ['--date=2020-01-01'],
  'future-rollback-count-sql': ['--count=1'],
  'future-rollback-from-tag-sql': ['--tag=v9'],
  'update-one-changeset': ['--changeset-identifier=changelog.yaml::next::ann', '--force'],
  'update-one-changeset-sql': ['--changeset-identifier=changelog.yaml::next::ann'],
  'rollback-one-changeset': ['--changeset-identifier=changelog.yaml::demo::ann', '--force'],
  'rollback-one-changeset-sql': ['--changeset-identifier=changelog.yaml::demo::ann'],
  'rollback-one-update': ['--force'],
  'calculate-checksum': ['--changeset-identifier=changelog.yaml::demo::ann'],
  tag: ['--tag=v2'],
  'tag-exists': ['--tag=v1'],
  'drop-all': ['--force'],
  'execute-sql': ['--sql=SELECT COUNT(*) FROM a'],
};
