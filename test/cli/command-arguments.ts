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

/** A schema that differs from what `runFirst` builds in every way that a comparison tells: more, less, other, another name, another order. */
export const referenceSql: readonly string[] = [
  'CREATE TABLE a (note varchar(40), extra int)',
  'CREATE TABLE b (code INTEGER)',
  'CREATE TABLE d (id integer NOT NULL PRIMARY KEY, "Odd name" varchar(10))',
  'CREATE INDEX d_odd ON d ("Odd name")',
  'CREATE VIEW later AS SELECT id FROM d',
  'CREATE VIEW above AS SELECT id FROM later',
];

/** Commands that write a changelog, for which there must not be one yet. */
const writing: ReadonlySet<string> = new Set(['generate-changelog', 'baseline', 'diff-changelog']);

/** The option that names a command's changelog, where it takes one; `null` names none. */
export function changelogArgument(
  command: string,
  options: object,
  file: string | null = writing.has(command) ? 'generated.yaml' : 'changelog.yaml',
): readonly string[] {
  return 'changelogFile' in options && file !== null && command !== 'init-project' ? [`--changelog-file=${file}`] : [];
}

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
  'db-doc': ['--output-directory=docs'],
  'calculate-checksum': ['--changeset-identifier=changelog.yaml::demo::ann'],
  tag: ['--tag=v2'],
  'tag-exists': ['--tag=v1'],
  'drop-all': ['--force'],
  diff: ['--reference-url=sqlite:reference.db'],
  'diff-changelog': ['--reference-url=sqlite:reference.db'],
  'snapshot-reference': ['--reference-url=sqlite:reference.db'],
  'execute-sql': ['--sql=SELECT COUNT(*) FROM a'],
};
