/**
 * Whether a text may end the transaction around it: a COMMIT, ROLLBACK or the like at its beginning or after a semicolon. It may say yes
 * where none is (the END of a function body), never no where one is.
 */
export function mayEndTransaction(sql: string): boolean {
  return /(?:^|;)(?:\s|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*(?:commit|rollback|abort|end|prepare\s+transaction)\b/i.test(sql);
}
