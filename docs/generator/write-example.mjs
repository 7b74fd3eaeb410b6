import { stringify } from 'yaml';

/** An attribute value as YAML and JSON write it: numbers as numbers where nothing is lost. */
function scalar(field, value) {
  if (typeof value === 'bigint') return Number(value);
  if (field.kind === 'numeric' && String(Number(value)) === value) return Number(value);
  return value;
}

/** The attributes of an element as YAML and JSON hold them. */
export function toData(fields, props) {
  return Object.fromEntries(
    Object.entries(props).map(([name, value]) => {
      const field = fields[name];
      if (field.kind === 'list') return [name, value.map((item) => ({ [field.item]: toData(field.fields, item) }))];
      if (field.kind === 'object') return [name, toData(field.fields, value)];
      return [name, scalar(field, value)];
    }),
  );
}

export const toYaml = (data) => stringify(data, { lineWidth: 0, version: '1.1' });

/** JSON in which whatever fits stands on one line. */
export function toJson(data, indent = '') {
  const line = JSON.stringify(data, null, 1).replace(/\n\s*/g, ' ');
  if (typeof data !== 'object' || data === null || indent.length + line.length <= 110) return line;
  const inner = `${indent}  `;
  const list = Array.isArray(data);
  const entries = list
    ? data.map((item) => inner + toJson(item, inner))
    : Object.entries(data).map(([key, value]) => `${inner}${JSON.stringify(key)}: ${toJson(value, inner)}`);
  return `${list ? '[' : '{'}\n${entries.join(',\n')}\n${indent}${list ? ']' : '}'}`;
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const attribute = (name, value) => ` ${name}="${escaped(String(value)).replaceAll('"', '&quot;')}"`;
const indented = (text) => text.replace(/^(?=.)/gm, '  ');

/** An element as XML. `nested`: it stands in another element of the change, where texts are attributes. */
export function toXml(element, fields, props, nested = false) {
  let attributes = '';
  let body = '';
  const children = [];
  for (const [name, value] of Object.entries(props)) {
    const field = fields[name];
    if (field.kind === 'list') {
      const items = value.map((item) => toXml(field.item, field.fields, item, true));
      children.push(...(name === `${field.item}s` ? items : [`<${name}>\n${indented(items.join('\n'))}\n</${name}>`]));
    } else if (field.kind === 'object') children.push(toXml(name, field.fields, value, true));
    else if (field.xml === 'element') children.push(`<${name}>${escaped(String(value))}</${name}>`);
    else if (field.xml === 'body' && !nested) body = escaped(String(value));
    else attributes += attribute(name, value);
  }
  const start = `<${element}${attributes}`;
  if (children.length > 0) return `${start}>\n${indented([...(body ? [body] : []), ...children].join('\n'))}\n</${element}>`;
  if (body === '') return `${start}/>`;
  return body.includes('\n') ? `${start}>\n${body}\n</${element}>` : `${start}>${body}</${element}>`;
}
