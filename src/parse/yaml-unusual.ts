/** Thrown where a text is not as simple as the simple YAML reader hopes. */
export const unusual = new Error('not simple YAML');

export const giveUp = (): never => {
  throw unusual;
};
