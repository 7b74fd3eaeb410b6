import { yamlText as textOf } from '../core/yaml-text.js';
import { changelogData } from './data.js';
import type { ElementPart } from './written.js';

/** The changelog as YAML in block style. */
export function yamlText(changesets: readonly ElementPart[]): string {
  return textOf(changelogData(changesets));
}
