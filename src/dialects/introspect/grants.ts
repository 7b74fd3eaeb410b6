import type { Grant } from '../../model/schema.js';
import type { ObjectRef } from '../../model/schema-ref.js';
import { groupBy } from './group.js';
import { compareText } from './order.js';

/** One privilege of one grantee. */
export interface OneGrant {
  readonly on: ObjectRef;
  readonly grantee: string;
  readonly privilege: string;
  readonly grantable: boolean;
}

/** Privileges put together by object and grantee, sorted. */
export function grantsOf(grants: readonly OneGrant[]): readonly Grant[] {
  const keyed = grants.map((grant) => {
    const { on, grantee, grantable } = grant;
    return { grant, key: JSON.stringify([on.kind, on.schema, on.table, on.name, on.arguments, grantee, grantable]) };
  });
  return [...groupBy(keyed, ({ key }) => key)]
    .sort(([one], [other]) => compareText(one, other))
    .flatMap(([, group]) => {
      const first = group[0]?.grant;
      const privileges = [...new Set(group.map(({ grant }) => grant.privilege))].sort(compareText);
      return first === undefined ? [] : [{ on: first.on, grantee: first.grantee, privileges, grantable: first.grantable || undefined }];
    });
}
