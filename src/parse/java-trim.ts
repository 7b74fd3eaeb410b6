/** The text without characters up to U+0020 at its ends. Java's `String.trim`; the platform's takes other blanks, too, and leaves some of these. */
export function javaTrim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 0x20) start++;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--;
  return text.slice(start, end);
}
