import type { Situation } from './calls.js';
import { differs, instead, tellsPostgres, type Checks } from './checks.js';
import { lockEffectsIn } from './lock-effects.js';

const table = (name: string): string => `{ createTable: { tableName: "${name}", columns: [{ column: { name: id, type: int } }] } }`;
/** Two changesets that no transaction covers and whose second statement fails, for there is a table b. */
const halves = `databaseChangeLog:
  - property: { name: greeting, value: hello, context: demo, labels: extra }
  - property: { name: greeting, value: bye }
${['half', 'other']
  .map(
    (id) => `  - changeSet:
      { id: ${id}, author: ann, context: demo, runInTransaction: false, changes: [${[`${id}_\${greeting}`, 'b', 'z'].map(table).join(', ')}] }
`,
  )
  .join('')}`;
const change = ['--url=sqlite:shop.db', '--changelog-file=changelog.yaml', '--force'];

/** Both changesets were begun, and neither was ended. */
export const begun: Situation = {
  files: { 'changelog.yaml': halves },
  first: ['half', 'other'].map((id) => ['update-one-changeset', ...change, `--changeset-identifier=changelog.yaml::${id}::ann`]),
};
const named = ['--changeset-path=changelog.yaml', '--changeset-id=half', '--changeset-author=ann', '--forget'];
const half = ['--changeset-identifier=changelog.yaml::half::ann'];
const redo: Situation = { ...begun, needs: [...half, '--redo'] };
const undo: Situation = { ...begun, needs: [...half, '--rollback-steps'] };

/** By option: how one sees that `repair` heeds it. */
export const repairEffects: Checks = {
  ...lockEffectsIn(redo),
  liquibaseTablespaceName: tellsPostgres('liquibase-tablespace-name', 'space_by_option', { needs: ['--redo'] }),
  done: differs(['--done'], { ...begun, needs: half }),
  redo: differs(['--redo'], { ...begun, needs: half }),
  rollbackSteps: differs(['--rollback-steps'], { ...begun, needs: half }),
  forget: differs(['--forget'], { ...begun, needs: half }),
  changesetIdentifier: instead(['--forget'], ['--changeset-identifier=changelog.yaml::other::ann'], begun),
  changesetPath: instead(named, ['--changeset-path=elsewhere.yaml'], begun),
  changesetId: instead(named, ['--changeset-id=other'], begun),
  changesetAuthor: instead(named, ['--changeset-author=bea'], begun),
  parameters: differs(['-Dgreeting=bye'], undo),
  contextFilter: differs(['--context-filter=production'], { ...undo, always: ['--context-filter=demo'] }),
  labelFilter: differs(['--label-filter=!extra'], undo),
  databaseChangelogTableName: differs(['--database-changelog-table-name=OTHER'], begun),
};
