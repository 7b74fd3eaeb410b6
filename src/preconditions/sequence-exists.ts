import { required, string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';
import { place, schemaRef } from './shared/schema-ref.js';

/** Source: Liquibase `SequenceExistsPrecondition`. */
export const sequenceExists = definePrecondition({
  name: 'sequenceExists',
  summary: 'Holds where a sequence exists',
  fields: { ...schemaRef, sequenceName: required(string('Name of the sequence')) },
  examples: [{ sequenceName: 'person_seq' }],
  async evaluate(props, { catalog, objectSql }) {
    const at = place(props);
    if (await catalog.sequenceExists({ ...at, sequence: props.sequenceName })) return true;
    return `Sequence ${objectSql({ ...at, name: props.sequenceName }, 'sequence')} does not exist`;
  },
});
