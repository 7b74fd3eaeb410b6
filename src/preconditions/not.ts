import { definePrecondition } from '../define/precondition.js';

/** Source: Liquibase `NotPrecondition`: every condition inside must fail; errors are not failures. */
export const not = definePrecondition({
  name: 'not',
  summary: 'Holds where none of the conditions inside holds',
  fields: {},
  examples: [{}],
  nests: true,
  offline: true,
  async evaluate(_props, _context, nested) {
    for (const condition of nested) if ((await condition()) === true) return 'Not precondition failed';
    return true;
  },
});
