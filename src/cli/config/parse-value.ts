import type { OptionSpec } from '../../commands/define.js';
import { didYouMean } from '../../core/suggest.js';

/** What a setting's text means, or why it means nothing. */
export type ParsedValue = { readonly value: unknown } | { readonly problem: string; readonly hint?: string | undefined };

/** Reads the text of an option, an environment variable or a property by the option's kind. `values` match whatever their case. */
export function parseValue(spec: OptionSpec, text: string): ParsedValue {
  switch (spec.kind) {
    case 'boolean': {
      const value = parseBoolean(text);
      return value === undefined ? { problem: 'is neither true nor false' } : { value };
    }
    case 'integer': {
      const trimmed = text.trim();
      if (!/^[+-]?\d+$/.test(trimmed)) return { problem: 'is not a whole number' };
      const value = Number(trimmed);
      if (!Number.isSafeInteger(value)) return { problem: 'is too large' };
      return value < (spec.minimum ?? value) ? { problem: `is less than ${spec.minimum}` } : { value };
    }
    case 'list':
      return {
        value: text
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== ''),
      };
    case 'string':
    case 'properties': {
      if (spec.values === undefined) return { value: text };
      const found = spec.values.find((value) => value.toLowerCase() === text.trim().toLowerCase());
      if (found !== undefined) return { value: found };
      const distinct = [...new Map(spec.values.map((value) => [value.toLowerCase(), value])).values()];
      return { problem: 'is not a known value', hint: didYouMean(text, distinct) ?? `one of ${distinct.join(', ')}` };
    }
  }
}

/** As Liquibase reads booleans of settings, and the shell's usual words. */
export function parseBoolean(text: string): boolean | undefined {
  switch (text.trim().toLowerCase()) {
    case 'true':
    case 't':
    case 'yes':
    case 'y':
    case 'on':
    case '1':
      return true;
    case 'false':
    case 'f':
    case 'no':
    case 'n':
    case 'off':
    case '0':
      return false;
    default:
      return undefined;
  }
}
