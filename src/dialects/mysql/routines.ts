import type { Compile } from '../dialect.js';
import { routineName, routineText } from '../ansi/routines.js';

/** Stored logic. Source: Liquibase `CreateProcedureGenerator` for MySQL (4.28.0). */
export const routines: Partial<Compile> = {
  createRoutine(s, sql) {
    const drop = s.replace === true ? [`DROP ${s.type.toUpperCase()} IF EXISTS ${routineName(s, sql)}`] : [];
    return [...drop, routineText(s, sql)];
  },
};
