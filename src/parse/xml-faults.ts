import { fail } from '../core/error.js';
import type { LineIndex } from '../core/source.js';
import { XMLValidator } from './xml-library.js';

/**
 * Checks that tags and attributes are well-formed: the parser itself takes nearly anything.
 * @param prepared what `prepareXml` made.
 * @throws ChangelogError PARSE_SYNTAX at the first fault.
 */
export function checkTags(prepared: string, lines: LineIndex): void {
  const verdict = XMLValidator.validate(prepared);
  if (verdict === true) return;
  const { msg, line, col } = verdict.err;
  const { file } = lines.at(0);
  if (/^(?:Unclosed tag|Invalid '\[)/.test(msg)) {
    const { name, offset } = lastOpenTag(prepared);
    fail('PARSE_SYNTAX', { message: `the element "${name}" is never closed`, source: lines.at(offset), hint: `add </${name}>` });
  }
  for (const { pattern, message, hint, back } of faults) {
    const match = pattern.exec(msg);
    if (match === null) continue;
    const column = (col ?? 1) - (back ? (match[1]?.length ?? 0) : 0);
    fail('PARSE_SYNTAX', {
      message: msg.replace(pattern, message),
      source: { file, line: line ?? 1, column },
      hint: hint && msg.replace(pattern, hint),
    });
  }
  fail('PARSE_SYNTAX', { message: msg, source: { file, line: line ?? 1, column: col ?? 1 } });
}

interface Fault {
  readonly pattern: RegExp;
  readonly message: string;
  readonly hint?: string;
  /** The validator points behind the name instead of at it. */
  readonly back?: true;
}

const notATag = { message: '"<" starts no tag here', hint: 'write &lt; for the character itself, or put the text into <![CDATA[ ]]>' };

/** What the validator says, in words that tell what to do. */
const faults: readonly Fault[] = [
  {
    pattern: /^Expected closing tag '(.*)' \(opened in line (\d+), col \d+\) instead of closing tag '(.*)'\.$/,
    message: '</$3> closes nothing: <$1> of line $2 is still open',
    hint: 'close <$1> first, or correct the name',
  },
  { pattern: /^Closing tag '(.*)' has not been opened\.$/, message: '</$1> closes nothing', hint: 'remove it' },
  {
    pattern: /^Closing tag '(.*)' (?:can't have attributes|doesn't have proper).*$/,
    message: '</$1> holds more than a name',
    hint: 'is ">" missing?',
  },
  { pattern: /^Tag '(.*)' is an invalid name\.$/, ...notATag, back: true },
  { pattern: /^Invalid space after '<'\.$/, ...notATag },
  { pattern: /^boolean attribute '<.*' is not allowed\.$/, message: 'the tag before this one is not closed', hint: 'add ">"' },
  {
    pattern: /^boolean attribute '(.*)' is not allowed\.$/,
    message: 'attribute "$1" has no value',
    hint: 'attributes are written name="value"',
  },
  {
    pattern: /^Attribute '(.*)' is without value\.$/,
    message: 'the value of attribute "$1" is not in quotes',
    hint: 'attributes are written name="value"',
  },
  { pattern: /^Attribute '(.*)' is repeated\.$/, message: 'attribute "$1" is given twice', hint: 'remove one of the two' },
  {
    pattern: /^Attribute '(.*)' has no space in starting\.$/,
    message: 'no space before "$1"',
    hint: 'attributes are written name="value" and separated by spaces',
  },
  { pattern: /^Attribute '(.*)' is an invalid name\.$/, message: '"$1" is no name of an attribute' },
  {
    pattern: /^Attributes for '(.*)' have open quote\.$/,
    message: 'a quote in the tag <$1> is never closed',
    hint: 'attributes are written name="value"',
  },
  { pattern: /^Multiple possible root nodes found\.$/, message: 'a second root element', hint: 'a file holds one databaseChangeLog' },
  { pattern: /^Extra text at the end$/, message: 'text after the end of the changelog', hint: 'remove it' },
  { pattern: /^char '(.*)' is not expected\.$/, message: '"$1" stands outside of the changelog', hint: 'remove it' },
  { pattern: /^Start tag expected\.$/, message: 'the file holds no element', hint: 'a changelog is a databaseChangeLog element' },
];

/** The innermost of the tags that are still open at the end of the text. */
function lastOpenTag(prepared: string): OpenTag {
  let innermost: readonly OpenTag[] = [];
  for (const open of openTags(prepared)) innermost = open;
  return innermost.at(-1) ?? { name: '', offset: 0 };
}

/** Where the first element begins that has more elements around it than there may be. */
export function tooDeepTag(prepared: string, depth: number): number {
  for (const open of openTags(prepared)) if (open.length > depth) return open.at(-1)?.offset ?? 0;
  return 0;
}

interface OpenTag {
  readonly name: string;
  readonly offset: number;
}

/** The tags that are open after each tag of a text, the same list again and again. */
function* openTags(prepared: string): Generator<readonly OpenTag[], void, undefined> {
  const open: OpenTag[] = [];
  const tagName = /<(\/?)([^\s/>]+)/y;
  const upToQuoteOrEnd = /[^"'>]*/y;
  for (let at = prepared.indexOf('<'); at >= 0; at = prepared.indexOf('<', at)) {
    if (prepared.startsWith('<![CDATA[', at)) {
      const end = prepared.indexOf(']]>', at);
      at = end < 0 ? prepared.length : end;
      continue;
    }
    tagName.lastIndex = at;
    const [head = '<', closing, name] = tagName.exec(prepared) ?? [];
    const offset = at + 1;
    at = endOfTag(at + head.length);
    if (name === undefined) continue;
    if (closing === '/') open.pop();
    else if (prepared[at - 1] !== '/') open.push({ name, offset });
    yield open;
  }

  /** The offset of the `>` that ends a tag, or the end of the text. */
  function endOfTag(from: number): number {
    for (let at = from; ;) {
      upToQuoteOrEnd.lastIndex = at;
      upToQuoteOrEnd.exec(prepared);
      at = upToQuoteOrEnd.lastIndex;
      const quote = prepared[at];
      if (quote !== '"' && quote !== "'") return at;
      const close = prepared.indexOf(quote, at + 1);
      if (close < 0) return prepared.length;
      at = close + 1;
    }
  }
}
