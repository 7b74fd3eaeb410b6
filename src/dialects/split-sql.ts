import type { SplitOptions, SplitStatement } from '../define/change.js';

/** Cuts a script into statements for one dialect. */
export type SqlSplitter = (text: string, options: SplitOptions) => readonly SplitStatement[];
