/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | readonly Part[] | undefined | false;

/** HTML with every part that is text escaped, so that no name, comment or query of the database can be taken for markup. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.reduce((text, next, at) => text + write(parts[at - 1]) + next) };
}

function write(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escape(String(part));
  return 'html' in part ? part.html : part.map(write).join('');
}

/** Text between tags and in quoted attributes. What HTML cannot hold becomes a replacement character. */
function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '\u{fffd}');
}

/** An id for an object, which its name may not look like. */
export function anchor(kind: string, ...names: readonly (string | undefined)[]): string {
  const path = names.filter((name) => name !== undefined).map((name) => encodeURIComponent(name).replaceAll("'", '%27'));
  return `${kind}-${path.join('.')}`.replaceAll('%', '_');
}
