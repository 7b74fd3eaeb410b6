/** The name of an element or attribute, and what follows from it. */
export interface XmlName {
  /** With its prefix. */
  readonly written: string;
  readonly local: string;
  readonly hasPrefix: boolean;
  /** It declares a namespace, or is of XML itself: no part of the changelog. */
  readonly isAboutXml: boolean;
  /** A parser that keeps elements as properties has its own ways with these. */
  readonly isUnsafe: boolean;
}

/** Gives the names in a text, each made once: the same few come thousands of times. */
export function xmlNames(source: string): (from: number, to: number) => XmlName {
  const slots: (XmlName | undefined)[] = [];
  for (let i = 0; i < slotCount; i++) slots.push(undefined);
  return (from, to) => {
    const slot = (31 * source.charCodeAt(from) + 7 * source.charCodeAt(to - 1) + to - from) % slotCount;
    const known = slots[slot];
    if (known !== undefined && known.written.length === to - from && source.startsWith(known.written, from)) return known;
    return (slots[slot] = createName(source.slice(from, to)));
  };
}

/** Names that share a slot take turns in it. */
const slotCount = 509;

function createName(written: string): XmlName {
  return {
    written,
    local: written.slice(written.indexOf(':') + 1),
    hasPrefix: written.includes(':'),
    isAboutXml: /^(?:xmlns$|xmlns:|xsi:|xml:)/.test(written),
    isUnsafe: written in Object.prototype || written === 'prototype',
  };
}
