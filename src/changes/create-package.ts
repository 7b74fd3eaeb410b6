import { defineLogic } from './shared/logic.js';

export const createPackage = defineLogic({
  name: 'createPackage',
  type: 'package',
  summary: 'Creates a package',
  nameField: 'packageName',
  textField: 'packageText',
  examples: [{ packageName: 'people', packageText: 'CREATE OR REPLACE PACKAGE people AS\n  PROCEDURE tidy;\nEND people;', dbms: 'oracle' }],
});
