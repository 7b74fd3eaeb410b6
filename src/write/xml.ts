import { fail } from '../core/error.js';
import type { ElementPart, Part, ScalarPart } from './written.js';

const namespace = 'http://www.liquibase.org/xml/ns/dbchangelog';

/**
 * The changelog as XML.
 * @throws WRITE_FORMAT for characters that XML 1.0 does not have.
 */
export function xmlText(changesets: readonly ElementPart[]): string {
  const root = [
    'databaseChangeLog',
    `xmlns="${namespace}"`,
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
    `xsi:schemaLocation="${namespace} ${namespace}/dbchangelog-latest.xsd"`,
  ].join('\n    ');
  const lines = changesets.flatMap((changeset) => ['', ...elementLines(changeset, true, '  ')]);
  return ['<?xml version="1.0" encoding="UTF-8"?>', `<${root}>`, ...lines, '', '</databaseChangeLog>', ''].join('\n');
}

/** `takesBody`: text may stand in the element; entries of lists have theirs in an attribute, as is the custom. */
function elementLines({ name, parts }: ElementPart, takesBody: boolean, indent: string): readonly string[] {
  const attributes: string[] = [];
  const children: string[] = [];
  let body = '';
  for (const part of parts) {
    if (part.kind !== 'scalar') children.push(...childLines(part, `${indent}  `));
    else if (part.place === 'attribute' || !standsInElement(part) || (part.place === 'body' && !takesBody)) {
      attributes.push(` ${part.name}="${attributeText(String(part.value))}"`);
    } else if (part.place === 'body') body = bodyText(String(part.value));
    else children.push(textElement(part.name, String(part.value), `${indent}  `));
  }
  const start = `${indent}<${name}${attributes.join('')}`;
  if (children.length === 0) return [body === '' ? `${start}/>` : `${start}>${body}</${name}>`];
  return [`${start}>`, ...children, ...(body === '' ? [] : [body]), `${indent}</${name}>`];
}

function childLines(part: Exclude<Part, ScalarPart>, indent: string): readonly string[] {
  switch (part.kind) {
    case 'element':
      return elementLines(part, true, indent);
    case 'list': {
      // Liquibase has the entries of most lists directly in the change; `whereParams` and an empty list have an element around them.
      const direct = part.name === `${part.item}s` && part.entries.length > 0;
      const entries = part.entries.flatMap((parts) =>
        elementLines({ kind: 'element', name: part.item, parts }, false, direct ? indent : `${indent}  `),
      );
      if (direct) return entries;
      return entries.length === 0 ? [`${indent}<${part.name}/>`] : [`${indent}<${part.name}>`, ...entries, `${indent}</${part.name}>`];
    }
    case 'texts':
      return part.texts.map((text) => textElement(part.name, text, indent));
    case 'changes':
      return part.elements.flatMap((element) => elementLines(element, true, indent));
  }
}

const textElement = (name: string, text: string, indent: string): string => `${indent}<${name}>${bodyText(text)}</${name}>`;

/** Readers take the blanks around the text of an element away, and an empty one for nothing. */
function standsInElement({ value }: ScalarPart): boolean {
  const text = String(value);
  return /^[^\0-\x20](?:[^]*[^\0-\x20])?$/.test(text);
}

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"\t\n\r]/g, (char) => references[char] ?? `&#${char.charCodeAt(0)};`);

const attributeText = (text: string): string => escaped(checked(text));

/** SQL with many marks of its own is easier to read in a CDATA section. */
function bodyText(text: string): string {
  checked(text);
  if (/[&<]/.test(text) && !/\]\]>|\r/.test(text)) return `<![CDATA[${text}]]>`;
  return text.replace(/[&<>\r]/g, (char) => references[char] ?? `&#${char.charCodeAt(0)};`);
}

function checked(text: string): string {
  const [char] =
    /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.exec(text) ?? [];
  if (char === undefined) return text;
  const code = char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return fail('WRITE_FORMAT', { message: `XML cannot hold the character U+${code}`, hint: 'write the changelog as YAML or JSON' });
}
