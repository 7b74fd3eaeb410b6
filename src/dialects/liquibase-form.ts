import type { SqlContext } from './dialect.js';

/** SQL that Liquibase writes in a form which the server takes otherwise than it is meant. */
export interface TwoForms {
  readonly needed: string;
  readonly liquibase: string;
  /** What comes of Liquibase's form, as the second half of a sentence; absent where the server refuses it loudly, and few servers do. */
  readonly consequence?: string;
}

/**
 * The one rule for such SQL: on a live database it stands in the form that is needed. A script that is written without one is Liquibase's to
 * the byte, and says what comes of it.
 */
export function unlessOffline(sql: Pick<SqlContext, 'live' | 'warn'>, { needed, liquibase, consequence }: TwoForms): string {
  if (sql.live === true || needed === liquibase) return needed;
  if (consequence !== undefined)
    sql.warn(`offline ${liquibase} is written as Liquibase writes it: ${consequence}; on a live database it is ${needed}`);
  return liquibase;
}
