import { required, string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';

/** Source: Liquibase `ObjectQuotingStrategyPrecondition`. */
export const expectedQuotingStrategy = definePrecondition({
  name: 'expectedQuotingStrategy',
  summary: 'Holds where identifiers are quoted by this strategy',
  fields: {
    strategy: required(string('Name of the strategy', { values: ['LEGACY', 'QUOTE_ALL_OBJECTS', 'QUOTE_ONLY_RESERVED_WORDS'] })),
  },
  examples: [{ strategy: 'QUOTE_ALL_OBJECTS' }],
  offline: true,
  evaluate: ({ strategy }, { quotingStrategy }) =>
    strategy === quotingStrategy || `Quoting strategy Precondition failed: expected ${strategy}, got ${quotingStrategy}`,
});
