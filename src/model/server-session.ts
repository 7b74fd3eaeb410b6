/** A session as the server lists it. No statement texts: they may hold secrets. */
export interface ServerSession {
  /** How the server numbers it. */
  readonly id: string;
  readonly user?: string | undefined;
  /** Where it comes from. */
  readonly host?: string | undefined;
  readonly program?: string | undefined;
  readonly since?: Date | undefined;
  /** What it does: active, idle … */
  readonly state?: string | undefined;
}

/** A session in words: `session 4711 of app from 10.0.0.3 (psql), since 2026-01-31T10:00:00.000Z, active`. */
export function describeSession({ id, user, host, program, since, state }: ServerSession): string {
  const name = /^\d/.test(id) ? `session ${id}` : id;
  return [
    [name, user && `of ${user}`, host && `from ${host}`, program && `(${program})`].filter(Boolean).join(' '),
    since && `since ${since.toISOString()}`,
    state,
  ]
    .filter(Boolean)
    .join(', ');
}
