/** How one database family writes SQL, as far as finding the end of a statement goes. */
export interface SqlSyntax {
  /** A backslash escapes the next character in a string: in every string, only in `E'…'`, or in none. */
  readonly backslashEscapes: 'always' | 'e-strings' | 'never';
  /** `$$ … $$` and `$tag$ … $tag$` are strings. */
  readonly dollarQuotes: boolean;
  /** `q'[ … ]'` and its relatives are strings. */
  readonly qQuotes: boolean;
  /** Block comments nest. */
  readonly nestedComments: boolean;
  /** `#` starts a comment. */
  readonly hashComments: boolean;
  /** `--` starts a comment only where a space or a line end follows, because `5--3` is arithmetic. */
  readonly dashesNeedSpace: boolean;
  /** `` `a b` `` is an identifier; elsewhere it is one only where it ends on its line, because Liquibase reads it so. */
  readonly backticks: boolean;
  /** `[a b]` is an identifier (`]]` inside it is one bracket), an identifier that ends on its line, or a subscript. */
  readonly brackets: 'identifier' | 'line' | 'subscript';
  /** A semicolon inside parentheses or subscripts belongs to the statement. */
  readonly groups: boolean;
  /**
   * Which BEGIN opens a block that ends with END: every one, as in Liquibase, where the server takes several statements in one request and
   * so nothing is lost by keeping too much together; or only that of a routine or a compound statement.
   */
  readonly blocks: 'any' | 'routines';
  /** END is always the end of a block; elsewhere `END IF`, `END LOOP` and the like end what opened without BEGIN. */
  readonly bareEnd: boolean;
  /** The clients' `DELIMITER //` command. */
  readonly delimiterCommand: boolean;
  /** `GO` and `GO 5` on a line of their own end a batch, whatever is open. */
  readonly batches: boolean;
  /** PL/SQL units end at their own END and keep its semicolon; a slash on a line of its own ends whatever is open. */
  readonly plsql: boolean;
}

/** The syntax of standard SQL, which families differ from. */
export const standardSyntax: SqlSyntax = {
  backslashEscapes: 'never',
  dollarQuotes: false,
  qQuotes: false,
  nestedComments: false,
  hashComments: false,
  dashesNeedSpace: false,
  backticks: false,
  brackets: 'line',
  groups: false,
  blocks: 'routines',
  bareEnd: false,
  delimiterCommand: false,
  batches: false,
  plsql: false,
};
