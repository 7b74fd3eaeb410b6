import type { CatalogPart, Effect } from '../model/effect.js';
import type { SqlContext } from './dialect.js';

/** What a dialect knows of statements that no transaction covers, for runs that are cut off. */
export interface StepSql {
  /** What a statement leaves behind. Only as much of the text is read as it takes. */
  effect(sql: string): Effect;
  /**
   * A scalar expression that describes parts of the catalog as they are when it is evaluated, each in one text, with semicolons between them:
   * `0` at the beginning where the part does not exist, `broken` where it is there and of no use, otherwise the number of its rows; the text
   * differs where the part was altered. Absent where no effect is read from the catalog.
   */
  describe?(parts: readonly CatalogPart[], sql: SqlContext): string;
  /** What follows an expression that is selected from no table. */
  readonly fromNothing?: string;
  /** One statement that does what several do, in one round trip; absent where the server has none. */
  together?(statements: readonly string[]): string;
}
