import type { CatalogPart, Effect, Expectation } from '../model/effect.js';
import type { ObjectName } from '../model/names.js';
import type { StatementWords } from './statement-words.js';

const set = (...words: readonly string[]): ReadonlySet<string> => new Set(words);

const kinds = {
  TABLE: 'table',
  VIEW: 'view',
  SEQUENCE: 'sequence',
  PROCEDURE: 'procedure',
  FUNCTION: 'function',
  TRIGGER: 'trigger',
  EVENT: 'event',
  DATABASE: 'schema',
  SCHEMA: 'schema',
} as const;
const kindWords: ReadonlySet<string> = new Set(Object.keys(kinds));

/** What stands between CREATE and the kind of the object, as far as it says nothing about the outcome. */
const modifiers = set('UNIQUE', 'FULLTEXT', 'SPATIAL', 'BITMAP', 'ONLINE', 'OFFLINE', 'AGGREGATE', 'PUBLIC', 'FORCE', 'EDITIONABLE');

/**
 * The effect of a DDL statement of a database that commits with each, from the words behind CREATE, DROP, ALTER or RENAME.
 * @returns undefined where the statement has another form
 */
export function ddlEffect(verb: string, words: StatementWords): Effect | undefined {
  switch (verb) {
    case 'CREATE':
      return createEffect(words);
    case 'DROP':
      return dropEffect(words);
    case 'ALTER':
      return alterEffect(words);
    case 'RENAME':
      return renameEffect(words);
    default:
      return undefined;
  }
}

const repeatable: Effect = { kind: 'repeatable' };

const catalog = (parts: readonly (Expectation | undefined)[]): Effect | undefined => {
  const known = parts.filter((one) => one !== undefined);
  return known.length < parts.length || known.length === 0 ? undefined : { kind: 'catalog', parts: known, commitsBefore: true };
};

const present = (part: CatalogPart): Expectation => ({ part, after: 'present' });
const absent = (part: CatalogPart): Expectation => ({ part, after: 'absent' });

function createEffect(words: StatementWords): Effect | undefined {
  if (words.take('OR', 'REPLACE')) return repeatable;
  while (words.takeOneOf(modifiers) !== '') {
    // Said of the object, not of what becomes of it.
  }
  if (words.next === 'TEMPORARY') return { kind: 'temporary' };
  if (words.next === 'DEFINER' || words.next === 'ALGORITHM' || words.next === 'SQL') skipClauses(words);
  if (words.take('INDEX')) {
    if (words.take('IF', 'NOT', 'EXISTS')) return repeatable;
    const name = words.name();
    while (words.next !== '' && words.next !== 'ON') words.skip();
    words.take('ON');
    const table = words.name();
    return name && table && catalog([present({ kind: 'index', name: { ...table, name: name.name }, table })]);
  }
  const kind = words.takeOneOf(kindWords);
  if (kind === '') return undefined;
  if (words.take('IF', 'NOT', 'EXISTS')) return repeatable;
  const name = words.name();
  return name && catalog([present({ kind: kinds[kind as keyof typeof kinds], name })]);
}

/** `DEFINER = a@b`, `ALGORITHM = MERGE`, `SQL SECURITY INVOKER` before the kind of a view or routine. */
function skipClauses(words: StatementWords): void {
  while (words.next !== '' && !kindWords.has(words.next)) words.skip();
}

function dropEffect(words: StatementWords): Effect | undefined {
  if (words.next === 'TEMPORARY') return { kind: 'session' };
  if (words.take('INDEX')) {
    if (words.take('IF', 'EXISTS')) return repeatable;
    const name = words.name();
    const table = words.take('ON') ? words.name() : undefined;
    return name && catalog([absent({ kind: 'index', name: table === undefined ? name : { ...table, name: name.name }, table })]);
  }
  const kind = words.takeOneOf(kindWords);
  if (kind === '') return undefined;
  if (words.take('IF', 'EXISTS')) return repeatable;
  const parts: (Expectation | undefined)[] = [];
  do {
    const name = words.name();
    parts.push(name && absent({ kind: kinds[kind as keyof typeof kinds], name }));
  } while (words.take(','));
  return catalog(parts);
}

function renameEffect(words: StatementWords): Effect | undefined {
  if (words.take('TABLES') || words.take('TABLE')) words.take('IF', 'EXISTS');
  const parts: (Expectation | undefined)[] = [];
  do {
    const from = words.name();
    const to = words.take('TO') ? words.name() : undefined;
    if (from === undefined || to === undefined) return undefined;
    parts.push(absent({ kind: 'table', name: from }), present({ kind: 'table', name: { ...from, ...to } }));
  } while (words.take(','));
  return catalog(parts);
}

const alteredInPlace = set('VIEW', 'DATABASE', 'SCHEMA', 'SEQUENCE', 'PROCEDURE', 'FUNCTION', 'USER', 'ROLE', 'TRIGGER');

function alterEffect(words: StatementWords): Effect | undefined {
  while (words.take('IGNORE') || words.take('ONLINE')) {
    // How it is done, not what.
  }
  if (words.takeOneOf(alteredInPlace) !== '') {
    const name = words.name();
    return name && words.next === 'RENAME' ? undefined : repeatable;
  }
  if (!words.take('TABLE')) return undefined;
  if (words.take('IF', 'EXISTS')) return repeatable;
  const table = words.name();
  if (table === undefined) return undefined;
  const parts: Expectation[] = [];
  do {
    parts.push(...alterClause(words, table));
    words.skipToComma();
  } while (words.take(','));
  return parts.length === 0 ? repeatable : catalog(parts);
}

/** Options of a table: stating one twice changes nothing more. */
const options: ReadonlySet<string> = new Set(
  (
    'COMMENT ENGINE AUTO_INCREMENT DEFAULT CHARACTER CHARSET COLLATE CONVERT ROW_FORMAT ALGORITHM LOCK FORCE ENABLE DISABLE ORDER ' +
    'STATS_PERSISTENT LOGGING NOLOGGING PARALLEL NOPARALLEL CACHE NOCACHE'
  ).split(' '),
);
const keyWords = set('INDEX', 'KEY');
const constraintWords = set('FOREIGN', 'CONSTRAINT', 'CHECK');
const notColumns = set('PARTITION', 'PERIOD', 'SYSTEM', 'SUPPLEMENTAL');

function alterClause(words: StatementWords, table: ObjectName): readonly Expectation[] {
  const whole: readonly Expectation[] = [{ part: { kind: 'definition', table }, after: 'changed' }];
  const columns = (names: readonly string[], after: Expectation['after']): readonly Expectation[] =>
    names.length === 0 ? whole : [{ part: { kind: 'columns', table, columns: names }, after }];
  if (words.takeOneOf(options) !== '') return [];
  if (words.take('ADD')) return addClause(words, table) ?? columns(columnNames(words), 'present');
  if (words.take('DROP')) return dropClause(words, table) ?? columns(columnNames(words), 'absent');
  if (words.take('MODIFY') || words.take('ALTER')) {
    words.take('COLUMN');
    if (keyWords.has(words.next) || constraintWords.has(words.next)) return whole;
    return columns(columnNames(words), 'changed');
  }
  if (words.take('CHANGE')) {
    words.take('COLUMN');
    return renamed(words.name(), words.name());
  }
  if (words.take('RENAME')) {
    if (words.take('COLUMN')) return renamed(words.name(), toName(words));
    if (words.takeOneOf(keyWords) !== '') return renamedPart('index', words.name(), toName(words));
    if (words.next === 'CONSTRAINT') return whole;
    const to = words.take('TO') || words.take('AS') || words.take('=') ? words.name() : words.name();
    if (to === undefined) return whole;
    return [absent({ kind: 'table', name: table }), present({ kind: 'table', name: { ...table, ...to } })];
  }
  return whole;

  function renamed(from: ObjectName | undefined, to: ObjectName | undefined): readonly Expectation[] {
    if (from === undefined || to === undefined) return whole;
    if (from.name.toLowerCase() === to.name.toLowerCase()) return columns([to.name], 'changed');
    return [...columns([from.name], 'absent'), ...columns([to.name], 'present')];
  }

  function renamedPart(kind: 'index', from: ObjectName | undefined, to: ObjectName | undefined): readonly Expectation[] {
    if (from === undefined || to === undefined) return whole;
    const part = (name: string): CatalogPart => ({ kind, name: { ...table, name }, table });
    return [absent(part(from.name)), present(part(to.name))];
  }
}

const toName = (words: StatementWords): ObjectName | undefined => (words.take('TO') ? words.name() : undefined);

/** What ADD adds where it is no column; undefined where it is one. */
function addClause(words: StatementWords, table: ObjectName): readonly Expectation[] | undefined {
  const whole: readonly Expectation[] = [{ part: { kind: 'definition', table }, after: 'changed' }];
  if (notColumns.has(words.next)) return whole;
  if (words.take('CONSTRAINT')) {
    const name = words.name();
    if (words.take('PRIMARY', 'KEY')) return [present({ kind: 'primaryKey', table })];
    return name === undefined ? whole : [present({ kind: 'constraint', table, name: name.name })];
  }
  if (words.take('PRIMARY', 'KEY')) return [present({ kind: 'primaryKey', table })];
  if (words.next === 'FOREIGN' || words.next === 'CHECK') return whole;
  const unique = words.take('UNIQUE') || words.take('FULLTEXT') || words.take('SPATIAL');
  if (words.takeOneOf(keyWords) !== '' || unique) {
    const name = words.next === '(' ? undefined : words.name();
    return name === undefined ? whole : [present({ kind: 'index', name: { ...table, name: name.name }, table })];
  }
  words.take('COLUMN');
  return undefined;
}

/** What DROP drops where it is no column; undefined where it is one. */
function dropClause(words: StatementWords, table: ObjectName): readonly Expectation[] | undefined {
  const whole: readonly Expectation[] = [{ part: { kind: 'definition', table }, after: 'changed' }];
  if (notColumns.has(words.next)) return whole;
  if (words.take('PRIMARY', 'KEY')) return [absent({ kind: 'primaryKey', table })];
  if (words.takeOneOf(keyWords) !== '') {
    words.take('IF', 'EXISTS');
    const name = words.name();
    return name === undefined ? whole : [absent({ kind: 'index', name: { ...table, name: name.name }, table })];
  }
  if (words.take('FOREIGN', 'KEY') || words.take('CONSTRAINT') || words.take('CHECK')) {
    words.take('IF', 'EXISTS');
    const name = words.name();
    return name === undefined ? whole : [absent({ kind: 'constraint', table, name: name.name })];
  }
  if (words.take('UNIQUE')) return whole;
  words.take('COLUMN');
  return undefined;
}

/** One column, or a list in parentheses. */
function columnNames(words: StatementWords): readonly string[] {
  if (words.take('IF')) {
    words.take('NOT');
    words.take('EXISTS');
  }
  if (!words.take('(')) {
    const name = words.name();
    return name === undefined ? [] : [name.name];
  }
  const names: string[] = [];
  do {
    const name = words.name();
    if (name === undefined) return [];
    names.push(name.name);
    skipInParentheses(words);
  } while (words.take(','));
  words.take(')');
  return names;
}

/** Up to a comma or the closing parenthesis of the list. */
function skipInParentheses(words: StatementWords): void {
  for (let depth = 0; words.next !== '' && (depth > 0 || (words.next !== ',' && words.next !== ')')); words.skip()) {
    if (words.next === '(') depth += 1;
    else if (words.next === ')') depth -= 1;
  }
}
