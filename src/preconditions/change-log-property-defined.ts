import { required, string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';

/** Source: Liquibase `ChangeLogPropertyDefinedPrecondition`. */
export const changeLogPropertyDefined = definePrecondition({
  name: 'changeLogPropertyDefined',
  summary: 'Holds where a changelog property is defined, and has a value if one is given',
  fields: { property: required(string('Name of the property')), value: string('Value that it must have') },
  examples: [{ property: 'schema' }, { property: 'schema', value: 'app' }],
  offline: true,
  evaluate({ property, value }, context) {
    const actual = context.property(property);
    if (actual === undefined) return `Changelog property '${property}' was not set`;
    if (value === undefined || value === actual) return true;
    return `Expected changelog property '${property}' to have a value of '${value}'.  Got '${actual}'`;
  },
});
