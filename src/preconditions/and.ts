import { definePrecondition } from '../define/precondition.js';

/** Source: Liquibase `AndPrecondition`. */
export const and = definePrecondition({
  name: 'and',
  summary: 'Holds where all conditions inside hold',
  fields: {},
  examples: [{}],
  nests: true,
  offline: true,
  async evaluate(_props, _context, nested) {
    for (const condition of nested) {
      const verdict = await condition();
      if (verdict !== true) return verdict;
    }
    return true;
  },
});
