import { required, string } from '../../define/fields.js';
import { tableRef } from './table-ref.js';

/** The check constraint a change works on. */
export const checkRef = { ...tableRef, constraintName: required(string('Name of the check constraint')) };
