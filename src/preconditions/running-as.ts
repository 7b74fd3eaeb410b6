import { required, string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';

/** Source: Liquibase `RunningAsPrecondition`: what follows an @ in the server's answer (MySQL's client host) does not count, nor does case. */
export const runningAs = definePrecondition({
  name: 'runningAs',
  summary: 'Holds where the login has this name',
  fields: { username: required(string('Name of the database user')) },
  examples: [{ username: 'deployer' }],
  offline: true,
  evaluate({ username }, { user }) {
    const login = user.replace(/@.*$/s, '');
    return username.toLowerCase() === login.toLowerCase() || `RunningAs Precondition failed: expected ${username}, was ${login}`;
  },
});
