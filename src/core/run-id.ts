import { randomUUID } from 'node:crypto';

/** A name that no other run has. */
export const newRunId = (): string => randomUUID();
