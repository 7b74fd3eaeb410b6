import { defineLogic } from './shared/logic.js';

export const createFunction = defineLogic({
  name: 'createFunction',
  type: 'function',
  summary: 'Creates a stored function',
  nameField: 'functionName',
  textField: 'functionBody',
  examples: [
    {
      functionName: 'add_one',
      functionBody: 'CREATE FUNCTION add_one(n int) RETURNS int LANGUAGE sql AS $$ SELECT n + 1; $$',
      dbms: 'postgresql',
    },
    {
      functionName: 'add_one',
      functionBody: 'CREATE FUNCTION add_one(n INT) RETURNS INT DETERMINISTIC RETURN n + 1',
      replaceIfExists: true,
      dbms: 'mysql, mariadb',
    },
  ],
});
