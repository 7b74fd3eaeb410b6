import { fail } from '../core/error.js';
import type { LineIndex } from '../core/source.js';
import { isKnownReference, readDoctype, reference, type Entities } from './xml-entities.js';

/** Stands for `&` in prepared text: a character that XML does not allow, so no document holds it. */
export const hiddenAmpersand = '\u0001';

/**
 * Gets a document ready for a parser that knows nothing of entities and little of errors: checks characters, references, comments,
 * processing instructions, CDATA sections and the DOCTYPE, blanks out all of them but CDATA (so that every offset stays), and hides `&`.
 * @throws ChangelogError PARSE_SYNTAX at the first fault.
 */
export function prepareXml(text: string, lines: LineIndex): { readonly prepared: string; readonly entities: Entities } {
  checkCharacters(text, lines);
  const pieces: string[] = [];
  let entities: Entities = new Map();
  let at = 0;
  const special = /<!--|<!\[CDATA\[|\]\]>|<\?|<!DOCTYPE|&/g;
  for (;;) {
    special.lastIndex = at;
    const found = special.exec(text);
    if (found === null) break;
    pieces.push(text.slice(at, found.index));
    at = found.index;
    switch (found[0]) {
      case '<!--':
        skip(closing('-->', 4, 'the comment is never closed'));
        break;
      case '<?':
        if (at > 0 && /^<\?xml\s/.test(text.slice(at, at + 6))) refuse('the XML declaration must be the first thing in the file');
        skip(closing('?>', 2, 'the processing instruction is never closed'));
        break;
      case '<!DOCTYPE': {
        const doctype = readDoctype(text, at, lines);
        entities = doctype.entities;
        skip(doctype.end);
        break;
      }
      case '<![CDATA[':
        keep(closing(']]>', 9, 'the CDATA section is never closed'));
        break;
      case ']]>':
        refuse('"]]>" is not allowed in text', 'write ]]&gt; instead');
        break;
      default:
        checkReference();
        pieces.push(hiddenAmpersand);
        at++;
    }
  }
  pieces.push(text.slice(at));
  return { prepared: pieces.join(''), entities };

  function closing(mark: string, from: number, message: string): number {
    const index = text.indexOf(mark, at + from);
    return index < 0 ? refuse(message, `add ${mark}`) : index + mark.length;
  }
  function skip(end: number): void {
    pieces.push(text.slice(at, end).replace(/[^\r\n]/g, ' '));
    at = end;
  }
  function keep(end: number): void {
    pieces.push(text.slice(at, end));
    at = end;
  }
  function checkReference(): void {
    reference.lastIndex = at;
    const match = reference.exec(text);
    if (match === null) refuse('"&" starts no entity here', 'write &amp; for the character itself');
    else if (!isKnownReference(match, entities)) refuse(`the entity ${match[0]} is not declared`, 'write &amp; for the character itself');
  }
  function refuse(message: string, hint?: string): never {
    return fail('PARSE_SYNTAX', { message, source: lines.at(at), hint });
  }
}

function checkCharacters(text: string, lines: LineIndex): void {
  const match = /[\0-\x08\x0b\x0c\x0e-\x1f\uFFFE\uFFFF]/.exec(text);
  if (match === null) return;
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  fail('PARSE_SYNTAX', { message: `the character U+${code} is not allowed in XML`, source: lines.at(match.index) });
}
