import { definePrecondition } from '../define/precondition.js';

/** Source: Liquibase `OrPrecondition`: an error in a condition before one that holds is an error of the whole. */
export const or = definePrecondition({
  name: 'or',
  summary: 'Holds where at least one of the conditions inside holds',
  fields: {},
  examples: [{}],
  nests: true,
  offline: true,
  async evaluate(_props, _context, nested) {
    const reasons: string[] = [];
    for (const condition of nested) {
      const verdict = await condition();
      if (verdict === true) return true;
      reasons.push(verdict);
    }
    return reasons.length === 0 ? 'or holds no condition' : reasons.join('\n');
  },
});
