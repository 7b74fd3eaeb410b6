import { changePages } from './change-pages.mjs';
import { commandPages } from './command-pages.mjs';
import { errorPage } from './error-page.mjs';
import { featurePage } from './feature-page.mjs';
import { preconditionPage } from './precondition-page.mjs';

/** Every generated page: its path below docs/, and its text. */
export async function pages() {
  return new Map([
    ...(await changePages()),
    ...(await commandPages()),
    ['preconditions.md', preconditionPage()],
    ['errors.md', errorPage()],
    ['features.md', featurePage()],
  ]);
}
