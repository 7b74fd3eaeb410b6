const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;

/** A Markdown table. Cells are Markdown already; a bar in them is escaped. */
export function table(head, rows) {
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

/** Text of the program as Markdown: nothing in it is markup but code in backticks. */
export const plain = (text) =>
  text.replace(/`[^`]*`|[<>*_$]/g, (sign) => (sign.length > 1 ? sign : sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : `\\${sign}`));

export const code = (text) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

export const fence = (language, text) => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;

export const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** The fields of an element as a table. */
export function fieldTable(fields) {
  const rows = Object.entries(fields).map(([name, field]) => [
    `${code(name)}${field.aliases.map((alias) => `, ${code(alias)}`).join('')}`,
    field.values === undefined ? field.kind : field.values.map(code).join(' '),
    field.required ? 'yes' : '',
    `${plain(field.summary)}${field.example === undefined ? '' : `, e.g. ${code(field.example)}`}`,
  ]);
  return table(['attribute', 'type', 'required', 'meaning'], rows);
}
