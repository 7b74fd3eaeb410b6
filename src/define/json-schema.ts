import type { Field, Fields } from './fields.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

const property = '\\$\\{[^}]+\\}';

/**
 * The JSON Schema of an element with these fields: no other keys, required ones present.
 * @param audience `file` describes what people write (`columns: [{column: {…}}]`, properties such as `${flag}` allowed anywhere);
 *   `ast` describes the element after reading, with properties expanded.
 */
export function objectSchema(fields: Fields, audience: 'file' | 'ast'): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const [name, declared] of Object.entries(fields)) {
    properties[name] = fieldSchema(declared, audience);
    if (audience === 'file')
      for (const alias of declared.aliases) properties[alias] = { ...fieldSchema(declared, audience), deprecated: true };
  }
  const mandatory = Object.entries(fields).filter(([, f]) => f.required && (audience === 'ast' || f.aliases.length === 0));
  return {
    type: 'object',
    properties,
    additionalProperties: false,
    ...(mandatory.length > 0 && { required: mandatory.map(([name]) => name) }),
  };
}

function fieldSchema(declared: Field, audience: 'file' | 'ast'): JsonSchema {
  const file = audience === 'file';
  const about = file ? { description: declared.summary, ...(declared.example !== undefined && { examples: [declared.example] }) } : {};
  switch (declared.kind) {
    case 'boolean':
      return file
        ? { ...about, anyOf: [{ type: 'boolean' }, { type: 'string', pattern: `^(?:true|false|${property})$` }] }
        : { type: 'boolean' };
    case 'integer':
      return file
        ? { ...about, anyOf: [{ type: 'integer' }, { type: 'string', pattern: `^(?:[+-]?[0-9]+|${property})$` }] }
        : { type: 'string', pattern: '^[+-]?[0-9]+$' };
    case 'numeric':
    case 'date':
    case 'string':
      if (declared.values)
        return file ? { ...about, anyOf: [{ enum: declared.values }, { type: 'string', pattern: property }] } : { enum: declared.values };
      return file ? { ...about, type: ['string', 'number', 'boolean', 'null'] } : { type: 'string' };
    case 'object':
      return { ...about, ...objectSchema(declared.fields ?? {}, audience) };
    case 'list': {
      const item = objectSchema(declared.fields ?? {}, audience);
      const wrapped = {
        type: 'object',
        properties: { [declared.item ?? 'item']: item },
        additionalProperties: false,
        required: [declared.item ?? 'item'],
      };
      return { ...about, type: 'array', items: file ? wrapped : item };
    }
  }
}
