import { required, string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';

/** Source: Liquibase `DBMSPrecondition`. */
export const dbms = definePrecondition({
  name: 'dbms',
  summary: 'Holds on the listed databases',
  fields: { type: required(string('Comma-separated database names; ! excludes one', { example: 'postgresql, mariadb' })) },
  examples: [{ type: 'postgresql, mariadb' }, { type: '!oracle' }],
  offline: true,
  evaluate({ type }, { dialect }) {
    const list = type.toLowerCase();
    if (list.trim() !== '' && dialect.matches(list)) return true;
    return `DBMS Precondition failed: expected ${list}, got ${dialect.name}`;
  },
});
