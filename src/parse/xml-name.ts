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

export function xmlName(written: string): XmlName {
  return {
    written,
    local: written.slice(written.indexOf(':') + 1),
    hasPrefix: written.includes(':'),
    isAboutXml: /^(?:xmlns$|xmlns:|xsi:|xml:)/.test(written),
    isUnsafe: written in Object.prototype || written === 'prototype',
  };
}
