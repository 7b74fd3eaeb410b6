import { defineLogic } from './shared/logic.js';

export const createPackageBody = defineLogic({
  name: 'createPackageBody',
  type: 'package body',
  summary: 'Creates the body of a package',
  nameField: 'packageBodyName',
  textField: 'packageBodyText',
  examples: [
    {
      packageBodyName: 'people',
      packageBodyText:
        'CREATE OR REPLACE PACKAGE BODY people AS\n  PROCEDURE tidy IS BEGIN DELETE FROM person WHERE id < 0; END tidy;\nEND people;',
      dbms: 'oracle',
    },
  ],
});
