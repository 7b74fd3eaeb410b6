import { required, string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';

/** Source: Liquibase `ChangeSetExecutedPrecondition`: EXECUTED, RERAN and MARK_RAN count as run. */
export const changeSetExecuted = definePrecondition({
  name: 'changeSetExecuted',
  summary: 'Holds where another changeset has run',
  fields: {
    id: required(string('Id of the changeset')),
    author: required(string('Author of the changeset')),
    changeLogFile: string('Path of its changelog file; default: the changelog that is running'),
  },
  examples: [{ id: '1', author: 'ann', changeLogFile: 'db/changelog.xml' }],
  offline: true,
  evaluate({ id, author, changeLogFile }, context) {
    const path = changeLogFile ?? context.changelogPath;
    const row = context.ran({ id, author, path });
    if (row !== undefined && row.execType !== 'FAILED' && row.execType !== 'SKIPPED') return true;
    return `Changeset '${path}::${id}::${author}' has not been run`;
  },
});
