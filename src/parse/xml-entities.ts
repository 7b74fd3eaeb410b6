import { fail } from '../core/error.js';
import type { LineIndex } from '../core/source.js';
import { maxEntityText } from './limits.js';

/** Replaces the entity and character references of a text. All of them were checked before. */
export type EntityDecoder = (text: string) => string;

/** What a reference looks like: `&amp;`, `&#10;`, `&#x1F600;`. */
export const reference = /&(?:#([0-9]+)|#x([0-9a-fA-F]+)|([\p{L}_:][\p{L}\p{N}_:.-]*));/uy;

const predefined: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };

/** The entities that a document declares: text as written, and where the declaration stands. */
export type Entities = ReadonlyMap<string, { readonly text: string; readonly offset: number }>;

/**
 * Reads the entity declarations of a DOCTYPE's internal subset. External entities and parameter entities are refused; element, attribute
 * and notation declarations are read over, and an external subset is never fetched.
 * @param start offset of `<!DOCTYPE` in the text.
 * @returns the entities, and the offset after the closing `>`.
 */
export function readDoctype(text: string, start: number, lines: LineIndex): { readonly entities: Entities; readonly end: number } {
  const head = /<!DOCTYPE\s+[^\s[>]+(?:\s+(?:SYSTEM|PUBLIC\s+(?:"[^"]*"|'[^']*'))\s*(?:"[^"]*"|'[^']*'))?\s*/y;
  head.lastIndex = start;
  if (head.exec(text) === null) return refuse('the DOCTYPE is not well-formed', start);
  const entities = new Map<string, { text: string; offset: number }>();
  let at = head.lastIndex;
  if (text[at] === '[') at = internalSubset(at + 1);
  const close = /\s*>/y;
  close.lastIndex = at;
  if (close.exec(text) === null) return refuse('the DOCTYPE is not closed', start);
  return { entities, end: close.lastIndex };

  function internalSubset(from: number): number {
    const part = /\s+|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!(?:ELEMENT|ATTLIST|NOTATION)(?:"[^"]*"|'[^']*'|[^>"']){0,100000}>/y;
    const entity = /<!ENTITY\s+([\p{L}_:][\p{L}\p{N}_:.-]*)\s+(?:"([^"]*)"|'([^']*)')\s*>/uy;
    let offset = from;
    for (;;) {
      part.lastIndex = entity.lastIndex = offset;
      const declared = entity.exec(text);
      if (declared !== null) {
        const [, name = '', double, single = ''] = declared;
        // The first declaration of a name counts.
        if (!entities.has(name)) entities.set(name, { text: double ?? single, offset });
        offset = entity.lastIndex;
      } else if (part.exec(text) !== null) offset = part.lastIndex;
      else if (text[offset] === ']') return offset + 1;
      else return unreadable(offset);
    }
  }

  function unreadable(offset: number): never {
    const rest = text.slice(offset, offset + 200);
    if (/^<!ENTITY\s+%|^%/.test(rest)) return refuse('parameter entities are not read', offset);
    if (/^<!ENTITY\s+\S+\s+(?:SYSTEM|PUBLIC)/.test(rest))
      return refuse('external entities are not read', offset, 'put the text into the changelog');
    return refuse('the DOCTYPE is not well-formed', offset);
  }

  function refuse(message: string, offset: number, hint?: string): never {
    return fail('PARSE_SYNTAX', { message, source: lines.at(offset), hint });
  }
}

/** Whether a reference (a match of `reference`) has a meaning. */
export function isKnownReference(match: RegExpExecArray, entities: Entities): boolean {
  const [, decimal, hex, name] = match;
  if (name !== undefined) return Object.hasOwn(predefined, name) || entities.has(name);
  return isXmlCharacter(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal));
}

function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);
}

/**
 * Makes the decoder for one file. What the file's own entities expand to is limited in total, so that entities of entities cannot fill
 * the memory; an entity that holds markup, or itself, is refused.
 */
export function createEntityDecoder(entities: Entities, lines: LineIndex): EntityDecoder {
  let expanded = 0;
  return (text) => (text.includes('&') ? decode(text, []) : text);

  function decode(text: string, inside: readonly string[]): string {
    return text.replace(new RegExp(reference.source, 'gu'), (written: string, decimal?: string, hex?: string, name?: string) => {
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (name === undefined) return written;
      return predefined[name] ?? custom(name, inside);
    });
  }

  function custom(name: string, inside: readonly string[]): string {
    const declared = entities.get(name);
    const source = lines.at(declared?.offset ?? entities.get(inside.at(-1) ?? '')?.offset ?? 0);
    if (declared === undefined) fail('PARSE_SYNTAX', { message: `the entity "${name}" is not declared`, source });
    if (inside.includes(name)) fail('PARSE_SYNTAX', { message: `the entity "${name}" contains itself`, source });
    if (declared.text.includes('<')) {
      fail('PARSE_UNSUPPORTED', { message: `the entity "${name}" contains markup`, source, hint: 'only text is expanded' });
    }
    const text = decode(declared.text, [...inside, name]);
    // One more for the reference itself: entities that expand to nothing cost time, too.
    expanded += text.length + 1;
    if (expanded > maxEntityText) fail('PARSE_LIMIT', { message: `entities expand to more than ${maxEntityText} characters`, source });
    return text;
  }
}
