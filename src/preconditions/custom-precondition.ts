import { fail } from '../core/error.js';
import { list, required, string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';

const hint =
  'write the test as a query: <sqlCheck expectedResult="1">SELECT …</sqlCheck>, or combine the other preconditions with and, or and not';

const refusal = (className: string): string => `customPrecondition runs the Java class ${className}, which needs a Java virtual machine`;

/** A Java class of the user's in Liquibase; here it is refused by name. */
export const customPrecondition = definePrecondition({
  name: 'customPrecondition',
  summary: 'Asks a Java class of the user; refused, for there is no Java here',
  fields: {
    className: required(string('Name of the Java class')),
    params: list('param', { name: required(string('Name of the parameter')), value: string('Its value') }, 'Parameters of the class'),
  },
  examples: [{ className: 'com.example.OnlyOnMondays' }],
  offline: true,
  refuse: ({ className }) => ({ message: refusal(className), field: 'className', hint }),
  evaluate: ({ className }, _context, _nested, { source }) => fail('PARSE_UNSUPPORTED', { message: refusal(className), source, hint }),
});
