/** Text with colours, or without. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  cyan(text: string): string;
}

const sgr = (open: number, close: number) => (text: string) => `\x1b[${open}m${text}\x1b[${close}m`;
const plain = (text: string): string => text;

const coloured: Style = { bold: sgr(1, 22), dim: sgr(2, 22), red: sgr(31, 39), yellow: sgr(33, 39), green: sgr(32, 39), cyan: sgr(36, 39) };
const uncoloured: Style = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, cyan: plain };

export function createStyle(colours: boolean): Style {
  return colours ? coloured : uncoloured;
}

/** Control characters that would move the cursor or change colours are shown, not obeyed; names and messages come from files and servers. */
export function visible(text: string): string {
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
