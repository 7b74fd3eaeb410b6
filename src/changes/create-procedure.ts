import { defineChange } from '../define/change.js';
import { boolean, string } from '../define/fields.js';
import { checkSource, dbmsField, fieldsAndSqlChecksum, fileFields, sqlOf } from './shared/sql-text.js';
import { location } from './shared/table-ref.js';

const fields = {
  ...location,
  procedureName: string('Name of the procedure; needed where replaceIfExists is true'),
  procedureText: string('The whole CREATE PROCEDURE statement', { xml: 'body', aliases: ['procedureBody'] }),
  ...fileFields,
  ...dbmsField,
  replaceIfExists: boolean('Replace a procedure of that name (MySQL, MariaDB, SQL Server); default false'),
  comments: string('A remark for readers of the changelog', { xml: 'element', aliases: ['comment'] }),
};

export const createProcedure = defineChange({
  name: 'createProcedure',
  summary: 'Creates a stored procedure',
  fields,
  examples: [
    {
      procedureName: 'tidy',
      procedureText: "CREATE PROCEDURE tidy() LANGUAGE sql AS 'DELETE FROM person WHERE id < 0'",
      dbms: 'postgresql',
    },
    {
      procedureName: 'tidy',
      procedureText: 'CREATE PROCEDURE tidy()\nBEGIN\n  DELETE FROM person WHERE id < 0;\nEND',
      dbms: 'mysql, mariadb',
    },
  ],
  check(p) {
    const problems = [...checkSource(p, p.procedureText, 'a procedure text')];
    if (p.replaceIfExists === true && p.procedureName === undefined)
      problems.push({ message: 'needs procedureName where replaceIfExists is true', field: 'replaceIfExists' });
    return problems;
  },
  checksum: (p, context) =>
    fieldsAndSqlChecksum(
      { name: 'createProcedure', fields, own: 'procedureText', oldName: 'procedureBody', exclude: ['dbms', 'comments'] },
      p,
      context,
    ),
  confirm: () => 'Stored procedure created',
  statements: (p, context) => [
    {
      kind: 'createRoutine',
      type: 'procedure',
      routine: { catalog: p.catalogName, schema: p.schemaName, name: p.procedureName ?? '' },
      text: sqlOf(p, p.procedureText, context),
      replace: p.replaceIfExists,
    },
  ],
});
