import { fail } from '../core/error.js';
import { didYouMean } from '../core/suggest.js';
import type { Dialect } from '../dialects/dialect.js';
import { schemaObjectKinds } from '../model/schema-ref.js';
import type { DiffScope } from './compare.js';
import { isListed, type Entry } from './entry.js';

/** Which objects a diff is about, as options say it. */
export interface ScopeOptions {
  /** Kinds, by the names that Liquibase has for them; undefined: all. */
  readonly diffTypes?: string | undefined;
  /** `type:regular expression`, comma-separated; only one of the two can be given. */
  readonly includeObjects?: string | undefined;
  readonly excludeObjects?: string | undefined;
  /** Whether the order of columns counts; default: it does. */
  readonly diffColumnOrder?: boolean | undefined;
}

/** Other names of kinds, without regard to case, blanks and a plural. */
const otherNames: Readonly<Record<string, string>> = {
  catalog: 'schema',
  storedprocedure: 'procedure',
  storedlogic: 'procedure',
  databasepackage: 'package',
  databasepackagebody: 'packageBody',
  type: 'compositeType',
};

/** Names that stand for something else than a kind. */
const noKinds: ReadonlySet<string> = new Set(['data', 'grant']);

/** The kind that a name means; undefined for `data` and `grants`, which are none. Throws CONFIG_INVALID_VALUE. */
function kindOf(name: string): string | undefined {
  const plain = name.toLowerCase().replaceAll(/[\s_-]/g, '');
  const forms = [plain, plain.replace(/s$/, ''), plain.replace(/ies$/, 'y'), plain.replace(/(x|ch)es$/, '$1')];
  if (forms.some((form) => noKinds.has(form))) return undefined;
  const known =
    schemaObjectKinds.find((kind) => forms.includes(kind.toLowerCase())) ??
    forms.map((form) => otherNames[form]).find((one) => one !== undefined);
  return (
    known ??
    fail('CONFIG_INVALID_VALUE', {
      message: `there is no type of objects called ${name}`,
      hint:
        didYouMean(plain, [...schemaObjectKinds.map((kind) => `${kind.toLowerCase()}s`), 'data']) ??
        `one of ${schemaObjectKinds.join(', ')}, data`,
    })
  );
}

const parts = (list: string | undefined): readonly string[] =>
  (list ?? '')
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Whether the types ask for the rows of tables. */
export const wantsData = ({ diffTypes }: ScopeOptions): boolean => parts(diffTypes).some((name) => /^data$/i.test(name));

/**
 * The scope that the options describe. Parts of a table follow it: they are in where their own name or their table's is.
 * @throws CONFIG_INVALID_VALUE for a type that does not exist, an expression that cannot be read, or both filters at once.
 */
export function scopeOf(options: ScopeOptions, dialect: Dialect): DiffScope {
  const { diffTypes, includeObjects, excludeObjects } = options;
  const kinds = parts(diffTypes).length === 0 ? undefined : new Set(parts(diffTypes).flatMap((name) => kindOf(name) ?? []));
  const only = kinds !== undefined && wantsData(options) && kinds.size === 0;
  if (includeObjects !== undefined && excludeObjects !== undefined)
    fail('CONFIG_INVALID_VALUE', {
      message: 'includeObjects and excludeObjects are both given',
      hint: 'say either what takes part or what does not',
    });
  const [included, excluded] = [includeObjects, excludeObjects].map((list) => (list === undefined ? undefined : filtersOf(list, dialect)));
  return {
    columnOrder: options.diffColumnOrder ?? true,
    includes(entry) {
      if (only || (kinds !== undefined && !kinds.has(entry.ref.kind))) return false;
      if (included?.some((filter) => filter(entry)) === false) return false;
      return excluded?.some((filter) => filter(entry)) !== true;
    },
  };
}

type Filter = (entry: Entry) => boolean;

function filtersOf(list: string, dialect: Dialect): readonly Filter[] {
  const flags = dialect.identifiers.unquotedCase === 'keep' ? 'u' : 'iu';
  return parts(list).map((part): Filter => {
    const [, type, expression = part] = /^([A-Za-z]+):(.*)$/.exec(part) ?? [];
    const kind = type === undefined ? undefined : kindOf(type);
    const pattern = readPattern(expression.trim(), flags);
    return (entry) => {
      if ((kind === undefined || kind === entry.ref.kind) && pattern.test(entry.ref.name)) return true;
      const owner = isListed(entry)
        ? undefined
        : (entry.owner ?? (entry.object.kind === 'trigger' ? { ...entry.object.table, kind: 'table' } : undefined));
      return owner !== undefined && (kind === undefined || kind === owner.kind) && pattern.test(owner.name);
    };
  });
}

function readPattern(expression: string, flags: string): RegExp {
  try {
    return new RegExp(`^(?:${expression})$`, flags);
  } catch (cause) {
    return fail('CONFIG_INVALID_VALUE', { message: `"${expression}" is no regular expression: ${(cause as Error).message}`, cause });
  }
}
