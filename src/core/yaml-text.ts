/** What can be written as YAML. */
export type YamlValue = string | number | bigint | boolean | readonly YamlValue[] | YamlMap;
export interface YamlMap {
  readonly [name: string]: YamlValue;
}

/** Data as YAML in block style. Texts that YAML 1.1 would take for something else are quoted. */
export function yamlText(map: YamlMap): string {
  return `${mapLines(map).join('\n')}\n`;
}

function mapLines(map: YamlMap): readonly string[] {
  return Object.entries(map).flatMap(([name, value]) => entryLines(`${scalarText(name)}:`, value));
}

/** `head` is what stands before the value: `name:`. */
function entryLines(head: string, value: YamlValue): readonly string[] {
  if (typeof value === 'string') return textLines(head, value);
  if (typeof value !== 'object') return [`${head} ${String(value)}`];
  const lines = isList(value) ? value.flatMap(itemLines) : mapLines(value);
  if (lines.length === 0) return [`${head} ${isList(value) ? '[]' : '{}'}`];
  return [head, ...indented(lines)];
}

function itemLines(item: YamlValue): readonly string[] {
  if (typeof item !== 'object' || isList(item)) return entryLines('-', item);
  const lines = mapLines(item);
  return lines.length === 0 ? ['- {}'] : lines.map((line, i) => (i === 0 ? `- ${line}` : line === '' ? '' : `  ${line}`));
}

const isList = (value: YamlValue): value is readonly YamlValue[] => Array.isArray(value);
const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => (line === '' ? '' : `  ${line}`));

/** Lines of words, the first and last not blank, with nothing that a block scalar would lose. */
const blockText = /^[^\s\p{C}\p{Z}](?:[^\p{C}\u2028\u2029\u0085]|\n)*$/u;
const plainText = /^[A-Za-z][\w.,/()-]*(?: [\w.,/()-]+)*$/;
const typedWords = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

function textLines(head: string, text: string): readonly string[] {
  if (text.includes('\n') && blockText.test(text) && !/\s$/.test(text) && !/[ \t]\n/.test(text))
    return [`${head} |-`, ...indented(text.split('\n'))];
  return [`${head} ${scalarText(text)}`];
}

/** The text as it is, or in quotes where it would be taken for something else. */
function scalarText(text: string): string {
  return plainText.test(text) && !typedWords.test(text) ? text : quoted(text);
}

/** In double quotes; whatever is not printable in YAML 1.1 is written as an escape. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
