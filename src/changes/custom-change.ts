import { defineChange } from '../define/change.js';
import { list, required, string } from '../define/fields.js';

const paramFields = {
  name: required(string('Name of the parameter')),
  value: string('Its value', { xml: 'body' }),
};

/** Named so that changelogs with one are told what to do about it; it never runs. */
export const customChange = defineChange({
  name: 'customChange',
  summary: 'Runs a Java class in Liquibase; refused here, with the way to port it',
  fields: {
    class: required(string('Name of the Java class')),
    params: list('param', paramFields, 'Parameters that the class is given'),
  },
  examples: [{ class: 'com.example.FillPeople', params: [{ name: 'table', value: 'person' }] }],
  check: (p) => [
    {
      message: `runs the Java class ${p.class}, which needs a JVM`,
      field: 'class',
      unsupported: true,
      hint:
        `write what ${p.class} does as sql, sqlFile, loadData or executeCommand; keep its checksum valid with ` +
        `<validCheckSum>, and databases where it ran will not run it again`,
    },
  ],
  statements: () => [],
});
