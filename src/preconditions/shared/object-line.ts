import type { PreconditionLine } from '../../define/precondition.js';

type ObjectProps<A extends string> = { readonly [K in A]: string } & {
  readonly catalogName?: string | undefined;
  readonly schemaName?: string | undefined;
};

/**
 * The line of formatted SQL that says whether an object exists: `table:person`, `schema:app table:person`.
 * @param kind the kind of object, as lines spell it
 * @param attribute the attribute that holds its name
 */
export function objectLine<A extends string>(kind: string, attribute: A): PreconditionLine<ObjectProps<A>> {
  return {
    name: `${kind}-exists`,
    example: `${kind}:person`,
    read(_text, valueOf) {
      const [name, schemaName] = [valueOf(kind), valueOf('schema')];
      if (name === undefined) return `the name of the ${kind} is missing`;
      return { [attribute]: name, ...(schemaName !== undefined && { schemaName }) } as ObjectProps<A>;
    },
    write({ catalogName, schemaName = '', [attribute]: name }) {
      if (catalogName !== undefined || !/^\w+$/.test(name) || !/^\w*$/.test(schemaName)) return undefined;
      return `${schemaName === '' ? '' : `schema:${schemaName} `}${kind}:${name}`;
    },
  };
}
