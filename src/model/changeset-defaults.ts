import type { Changeset } from './changelog.js';

/** What a changeset says where it says nothing, its identity, place and changes apart. */
export const changesetDefaults = {
  rollback: { kind: 'auto' },
  modifySql: [],
  inheritedContexts: [],
  inheritedLabels: [],
  validCheckSums: [],
  runAlways: false,
  runOnChange: false,
  runInTransaction: true,
  failOnError: true,
  onValidationFail: 'HALT',
  ignore: false,
  objectQuotingStrategy: 'LEGACY',
} as const satisfies Partial<Changeset>;
