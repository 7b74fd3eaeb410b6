import { defineChange } from '../define/change.js';
import { required } from '../define/fields.js';
import { scriptChecksum, scriptFields, scriptStatements } from './shared/script.js';
import { fileFields, placeOf, sqlOf } from './shared/sql-text.js';

export const sqlFile = defineChange({
  name: 'sqlFile',
  summary: 'Runs the SQL of a file',
  fields: { ...fileFields, path: required({ ...fileFields.path, summary: 'File with the SQL' }), ...scriptFields },
  examples: [{ path: 'sql/people.sql' }, { path: 'people.sql', relativeToChangelogFile: true, endDelimiter: '//' }],
  check: (p) => (p.path.trim() === '' ? [{ message: 'has an empty path', field: 'path' }] : []),
  // Properties are not expanded here, so that a changed value alone does not make the file a changed one.
  checksum(p, context) {
    const place = placeOf(p, context.changeset);
    const read = (): string => context.files.text(p.path, { ...place, encoding: p.encoding });
    return scriptChecksum(
      p,
      context,
      () => context.files.bytes(p.path, place),
      () => (context.expandSqlFiles ? context.expand(read()) : read()),
    );
  },
  confirm: (p) => `SQL in file ${p.path} executed`,
  statements: (p, context) => scriptStatements(p, sqlOf(p, undefined, context), context),
});
