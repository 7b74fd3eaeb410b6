/**
 * What a command needs besides URL and changelog to get going; nothing where it is not named. For the changelogs of tests, whose first
 * changeset is `first` by `ann` and whose tag is `v1`.
 */
export const commandArguments: Readonly<Record<string, readonly string[]>> = {
  'update-count': ['--count=1'],
  'update-count-sql': ['--count=1'],
  'update-to-tag': ['--tag=v1'],
  'update-to-tag-sql': ['--tag=v1'],
  'changelog-sync-to-tag': ['--tag=v1'],
  'changelog-sync-to-tag-sql': ['--tag=v1'],
  rollback: ['--tag=v1'],
  'rollback-sql': ['--tag=v1'],
  'rollback-count': ['--count=1'],
  'rollback-count-sql': ['--count=1'],
  'rollback-to-date': ['--date=2020-01-01'],
  'rollback-to-date-sql': ['--date=2020-01-01'],
  'future-rollback-count-sql': ['--count=1'],
  'future-rollback-from-tag-sql': ['--tag=v1'],
  'update-one-changeset': ['--changeset-identifier=changelog.yaml::first::ann', '--force'],
  'update-one-changeset-sql': ['--changeset-identifier=changelog.yaml::first::ann'],
  'rollback-one-changeset': ['--changeset-identifier=changelog.yaml::first::ann', '--force'],
  'rollback-one-changeset-sql': ['--changeset-identifier=changelog.yaml::first::ann'],
  'rollback-one-update': ['--force'],
  'calculate-checksum': ['--changeset-identifier=changelog.yaml::first::ann'],
  tag: ['--tag=v2'],
  'tag-exists': ['--tag=v1'],
  'drop-all': ['--force'],
  'execute-sql': ['--sql=SELECT 1'],
};
