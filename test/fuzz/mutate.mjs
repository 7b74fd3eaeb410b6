// Turns a text that is as it should be into bytes that may not be.

/** Longest input; what is longer is cut. Runs of one piece go up to a tenth of it, so that quadratic time shows. */
const longest = 1_000_000;
const tokens = /[\p{L}\p{N}_]+|[ \t]+|\r?\n|./gsu;

/** Pieces that matter somewhere, whatever the format. */
const everywhere = [
  ...['', ' ', '\n', '\r', '\r\n', '\t', '\0', '\u0001', '\u0085', '\u2028', '\uFEFF', '\uFFFD', '\uFFFE', '\u{1F600}', 'ı', 'İ', 'ß'],
  ...["'", '"', '`', '\\', '/', '//', '/*', '*/', '--', '#', ';', ':', ',', '.', '..', '../', '(', ')', '[', ']', '{', '}', '<', '>', '&'],
  ...['${', '${a}', '${${', '}', '$$', '$1', '?', '%', '@', '!', '|', '=', '+', '-', '*', '~', '^'],
  ...[
    '0',
    '-1',
    '1e999',
    '-0',
    '99999999999999999999999',
    '0x1F',
    '1.5',
    'NaN',
    'null',
    'NULL',
    'true',
    'false',
    '2020-02-30',
    '9999-99-99T99:99:99',
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'and', 'or', 'not'],
];

const textMutators = [
  function cut(text, random) {
    const [from, to] = span(text, random);
    return text.slice(0, from) + text.slice(to);
  },
  function truncate(text, random) {
    return random.chance(0.5) ? text.slice(0, random.below(text.length + 1)) : text.slice(random.below(text.length + 1));
  },
  function double(text, random) {
    const [from, to] = span(text, random);
    return text.slice(0, to) + text.slice(from);
  },
  function repeat(text, random, words) {
    const [from, to] = random.chance(0.5) ? span(text, random) : [0, 0];
    const piece = to > from ? text.slice(from, Math.min(to, from + 40)) : random.pick(words);
    if (piece === '') return text;
    const most = random.chance(0.1) ? longest / 10 : 200;
    const at = to > from ? to : random.below(text.length + 1);
    return text.slice(0, at) + piece.repeat(Math.max(1, Math.floor(random.below(most) / piece.length))) + text.slice(at);
  },
  function nest(text, random, words, pairs) {
    const [open, close] = random.pick(pairs);
    const [from, to] = span(text, random);
    const depth = random.chance(0.1) ? random.below(20_000) : 1 + random.below(250);
    return text.slice(0, from) + open.repeat(depth) + text.slice(from, to) + close.repeat(depth) + text.slice(to);
  },
  function swapTokens(text, random) {
    const parts = text.match(tokens) ?? [];
    if (parts.length < 2) return text;
    const [one, other] = [random.below(parts.length), random.below(parts.length)];
    [parts[one], parts[other]] = [parts[other], parts[one]];
    return parts.join('');
  },
  function replaceToken(text, random, words) {
    const parts = text.match(tokens) ?? [];
    if (parts.length > 0) parts[random.below(parts.length)] = random.pick(words);
    return parts.join('');
  },
  function insertToken(text, random, words) {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick(words) + text.slice(at);
  },
  function replaceValue(text, random, words) {
    const values = [...text.matchAll(/(?<=[:=]\s{0,3}["']?)[^\s"':=<>][^\n"'<>]*/g)];
    if (values.length === 0) return text;
    const value = random.pick(values);
    return text.slice(0, value.index) + random.pick(words) + text.slice(value.index + value[0].length);
  },
  function swapLines(text, random) {
    const lines = text.split('\n');
    const [one, other] = [random.below(lines.length), random.below(lines.length)];
    [lines[one], lines[other]] = [lines[other], lines[one]];
    return lines.join('\n');
  },
  function indent(text, random) {
    const lines = text.split('\n');
    const at = random.below(lines.length);
    lines[at] = random.chance(0.5) ? ' '.repeat(random.below(5)) + lines[at].trimStart() : `\t${lines[at]}`;
    return lines.join('\n');
  },
  function lineEnds(text, random) {
    return text.replaceAll('\n', random.pick(['\r\n', '\r', '\u2028', ' ', '\n\n']));
  },
  function letterCase(text, random) {
    const [from, to] = span(text, random);
    const part = text.slice(from, to);
    return text.slice(0, from) + (random.chance(0.5) ? part.toUpperCase() : part.toLowerCase()) + text.slice(to);
  },
  function splice(text, random, words, pairs, other) {
    const donor = other();
    const [from, to] = span(donor, random);
    const at = random.below(text.length + 1);
    return random.chance(0.3) ? text.slice(0, at) + donor.slice(from) : text.slice(0, at) + donor.slice(from, to) + text.slice(at);
  },
];

const byteMutators = [
  function flip(bytes, random) {
    const at = random.below(bytes.length);
    const copy = Buffer.from(bytes);
    copy[at] ^= 1 << random.below(8);
    return copy;
  },
  function garbage(bytes, random) {
    const at = random.below(bytes.length + 1);
    const more = Buffer.from(Array.from({ length: 1 + random.below(4) }, () => random.below(256)));
    return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
  },
  (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  (bytes) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString('utf8'), 'utf16le')]),
  (bytes) => Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(bytes.toString('utf8'), 'utf16le').swap16()]),
  (bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  (bytes) => Buffer.from(bytes.toString('utf8'), 'latin1'),
];

/** Two offsets in order, mostly close to each other. */
function span(text, random) {
  const from = random.below(text.length + 1);
  const length = random.chance(0.2) ? random.below(text.length + 1 - from) : random.below(Math.min(60, text.length + 1 - from));
  return [from, from + length];
}

/**
 * A case: a text of the corpus with one to five changes.
 * @param format `corpus` of texts, `words` and `pairs` (what opens and closes something) of the format.
 */
export function mutated(format, random) {
  const words = random.chance(0.6) ? format.words : everywhere;
  const pairs = [...(format.pairs ?? []), ['(', ')'], ['[', ']'], ['{', '}'], ['${', '}'], ["'", "'"], ['/*', '*/']];
  const other = () => random.pick(format.corpus);
  let text = other();
  const changes = random.below(5);
  for (let i = 0; i < changes; i++) text = random.pick(textMutators)(text, random, words, pairs, other).slice(0, longest);
  let bytes = Buffer.from(text);
  if ((changes === 0 || random.chance(0.15)) && bytes.length > 0) bytes = random.pick(byteMutators)(bytes, random);
  return bytes;
}
