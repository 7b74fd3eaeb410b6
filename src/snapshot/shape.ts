import { didYouMean } from '../core/suggest.js';

/** Checks a value of a snapshot file. It reports what is wrong with the place, `tables[3].columns[0].type.text`. */
export type Shape = (value: unknown, place: string, report: (place: string, problem: string) => void) => void;

const typed =
  (type: 'string' | 'boolean' | 'number', word: string): Shape =>
  (value, place, report) => {
    if (typeof value !== type) report(place, `should be ${word}`);
  };

export const text = typed('string', 'a text');
export const flag = typed('boolean', 'true or false');
export const number = typed('number', 'a number');

/** One of these texts. */
export const oneOf =
  (...words: readonly string[]): Shape =>
  (value, place, report) => {
    if (typeof value !== 'string' || !words.includes(value)) report(place, `should be one of ${words.join(', ')}`);
  };

export const listOf =
  (item: Shape): Shape =>
  (value, place, report) => {
    if (!Array.isArray(value)) report(place, 'should be a list');
    else value.forEach((one, at) => item(one, `${place}[${at}]`, report));
  };

/** Any names, each with a value of this shape. */
export const mapOf =
  (item: Shape): Shape =>
  (value, place, report) => {
    if (!isMap(value)) report(place, 'should be an object');
    else for (const [name, one] of Object.entries(value)) item(one, `${place}.${name}`, report);
  };

/** Fields that must be there, and others that may. What is in neither is reported: it would be lost. */
export const record =
  (required: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape =>
  (value, place, report) => {
    if (!isMap(value)) {
      report(place, 'should be an object');
      return;
    }
    const at = (name: string): string => (place === '' ? name : `${place}.${name}`);
    for (const [name, shape] of Object.entries(required)) {
      if (value[name] === undefined) report(at(name), 'is missing');
      else shape(value[name], at(name), report);
    }
    for (const [name, one] of Object.entries(value)) {
      if (required[name] !== undefined) continue;
      const shape = optional[name];
      if (shape !== undefined) shape(one, at(name), report);
      else report(at(name), `is not known${suggestion(name, { ...required, ...optional })}`);
    }
  };

function suggestion(name: string, known: Readonly<Record<string, Shape>>): string {
  const hint = didYouMean(name, Object.keys(known));
  return hint === undefined ? '' : `; ${hint}`;
}

/** The shape that the value's own word asks for. */
export const variants =
  (field: string, shapes: Readonly<Record<string, Shape>>): Shape =>
  (value, place, report) => {
    const word = isMap(value) ? value[field] : undefined;
    const shape = typeof word === 'string' ? shapes[word] : undefined;
    if (shape === undefined) report(`${place}.${field}`, `should be one of ${Object.keys(shapes).join(', ')}`);
    else shape(value, place, report);
  };

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
