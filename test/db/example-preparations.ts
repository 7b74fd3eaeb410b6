import { definitionOf } from '../changes/render.js';
import type { PlainChange } from './engine.js';

/**
 * One step before or after an example: a fixture's name; a change type, which stands for its first example that is meant for the database
 * (`addColumn#2`: for its second); or a change.
 */
type Step = string | PlainChange;

interface Preparation {
  /** What must be there for the example to run. */
  readonly needs: readonly Step[];
  /** What undoes the example where the change does not undo itself. */
  readonly undo?: readonly Step[];
  /** The example leaves no trace in the schema and its rows. */
  readonly noTrace?: true;
}

const change = (name: string, props: Readonly<Record<string, unknown>>): PlainChange => ({ name, props });
const row = (tableName: string, values: Readonly<Record<string, string>>): PlainChange =>
  change('insert', { tableName, columns: Object.entries(values).map(([name, value]) => ({ name, value })) });
const numbered = (id: string, values: Readonly<Record<string, string>> = {}): PlainChange => {
  const columns = Object.entries(values).map(([name, value]) => ({ name, value }));
  return change('insert', {
    tableName: 'person',
    columns: [{ name: 'id', valueNumeric: id }, { name: 'active', valueBoolean: true }, ...columns],
  });
};
const table = (tableName: string, columns: Readonly<Record<string, string>>): PlainChange =>
  change('createTable', { tableName, columns: Object.entries(columns).map(([name, type]) => ({ name, type })) });

const people = [
  numbered('1', { name: 'Ann', first_name: 'Ann', last_name: 'Lee', email: 'ann@example.org', nick: 'A' }),
  numbered('2', { name: 'Bob', first_name: 'Bob', last_name: 'Ray', email: 'bob@example.org', nick: 'B.' }),
];
/** The little world that the examples speak of. */
const fixtures: Readonly<Record<string, readonly PlainChange[]>> = {
  people,
  person: [
    table('person', {
      id: 'int',
      nr: 'int',
      name: 'varchar(50)',
      first_name: 'varchar(50)',
      last_name: 'varchar(50)',
      email: 'varchar(50)',
      born: 'date',
      active: 'boolean',
      nick: 'varchar(50)',
      seen: 'datetime',
    }),
    ...people,
  ],
  points: [change('addColumn', { tableName: 'person', columns: [{ name: 'points', type: 'decimal(10,2)' }] })],
  'not null id': [change('addNotNullConstraint', { tableName: 'person', columnName: 'id', columnDataType: 'int' })],
  'new person': [numbered('11')],
  address: [
    table('address', { person_id: 'int', state: 'char(2)' }),
    row('address', { person_id: '1', state: 'ZH' }),
    row('address', { person_id: '2', state: 'BE' }),
    row('address', { person_id: '2', state: 'ZH' }),
  ],
  membership: [
    change('createTable', {
      tableName: 'membership',
      columns: [
        { name: 'club', type: 'int', constraints: { nullable: false } },
        { name: 'member', type: 'bigint', constraints: { nullable: false } },
      ],
    }),
  ],
  'other owner': [change('sql', { sql: 'ALTER TYPE address OWNER TO pg_monitor' })],
};

const anew = ['dropTable', 'person'];
const rowsAnew = ['delete#2', 'people'];
const keyed = ['person', 'not null id', 'addPrimaryKey'];
const linked = [...keyed, 'address', 'addForeignKeyConstraint'];

/** What each change type's examples need: one entry for all of them, or one for each. */
const preparations: Readonly<Record<string, Preparation | readonly Preparation[]>> = {
  addAutoIncrement: { needs: keyed, undo: [...anew, 'not null id', 'addPrimaryKey'] },
  addCheckConstraint: { needs: ['person'] },
  addColumn: { needs: ['person'] },
  addDefaultValue: [{ needs: ['person'] }, { needs: ['person'] }, { needs: ['person', 'points'] }],
  addForeignKeyConstraint: { needs: [...keyed, 'address'] },
  addLookupTable: { needs: ['address'] },
  addNotNullConstraint: { needs: ['person'] },
  addPrimaryKey: [{ needs: ['person', 'not null id'] }, { needs: ['membership'] }],
  addUniqueConstraint: { needs: ['person'] },
  alterCompositeTypeAttributes: { needs: ['createCompositeType'], undo: ['dropCompositeType', 'createCompositeType'] },
  alterSequence: { needs: ['createSequence'], undo: ['dropSequence', 'createSequence'] },
  changeCompositeTypeOwner: { needs: ['createCompositeType', 'other owner'], undo: ['other owner'] },
  createCompositeType: { needs: [] },
  createFunction: { needs: [], undo: ['dropFunction'] },
  createIndex: { needs: ['person'] },
  createPackage: { needs: [], undo: ['dropPackage'] },
  createPackageBody: { needs: ['createPackage'], undo: ['dropPackageBody'] },
  createProcedure: { needs: ['person'], undo: ['dropProcedure'] },
  createSequence: { needs: [] },
  createSynonym: { needs: ['person'] },
  createTable: { needs: [] },
  createTrigger: { needs: ['person'], undo: ['dropTrigger'] },
  createView: { needs: ['person'] },
  delete: { needs: ['person'], undo: rowsAnew },
  disableCheckConstraint: { needs: ['person', 'addCheckConstraint'] },
  disableTrigger: { needs: ['person', 'createTrigger', 'enableTrigger'] },
  dropAllForeignKeyConstraints: { needs: linked, undo: ['addForeignKeyConstraint'] },
  dropCheckConstraint: { needs: ['person', 'addCheckConstraint'], undo: ['addCheckConstraint'] },
  dropColumn: [
    { needs: ['person', 'addColumn'], undo: ['addColumn'] },
    { needs: ['person', 'addColumn#2'], undo: ['addColumn#2'] },
  ],
  dropCompositeType: { needs: ['createCompositeType'], undo: ['createCompositeType'] },
  dropDefaultValue: { needs: ['person', 'addDefaultValue#2'], undo: ['addDefaultValue#2'] },
  dropForeignKeyConstraint: { needs: linked, undo: ['addForeignKeyConstraint'] },
  dropFunction: { needs: ['createFunction'], undo: ['createFunction'] },
  dropIndex: { needs: ['person', 'createIndex'], undo: ['createIndex'] },
  dropNotNullConstraint: { needs: ['person', 'addNotNullConstraint'] },
  dropPackage: { needs: ['createPackage'], undo: ['createPackage'] },
  dropPackageBody: { needs: ['createPackage', 'createPackageBody'], undo: ['createPackageBody'] },
  dropPrimaryKey: { needs: keyed, undo: ['addPrimaryKey'] },
  dropProcedure: { needs: ['person', 'createProcedure'], undo: ['createProcedure'] },
  dropSequence: { needs: ['createSequence'], undo: ['createSequence'] },
  dropSynonym: { needs: ['person', 'createSynonym'], undo: ['createSynonym'] },
  dropTable: { needs: ['person'], undo: ['person'] },
  dropTrigger: { needs: ['person', 'createTrigger'], undo: ['createTrigger'] },
  dropUniqueConstraint: { needs: ['person', 'addUniqueConstraint'], undo: ['addUniqueConstraint'] },
  dropView: { needs: ['person', 'createView'], undo: ['createView'] },
  empty: { needs: [], noTrace: true },
  enableCheckConstraint: { needs: ['person', 'addCheckConstraint', 'disableCheckConstraint'] },
  enableTrigger: { needs: ['person', 'createTrigger'] },
  insert: { needs: ['person'], undo: rowsAnew },
  loadData: { needs: ['person'], undo: rowsAnew },
  loadUpdateData: [{ needs: keyed }, { needs: [...keyed, 'new person'], undo: [...rowsAnew, 'new person'] }],
  markUnused: { needs: ['person'], undo: anew },
  mergeColumns: { needs: ['person'], undo: anew },
  modifyDataType: {
    needs: ['person'],
    undo: [change('modifyDataType', { tableName: 'person', columnName: 'name', newDataType: 'varchar(50)' })],
  },
  output: { needs: [], noTrace: true },
  renameColumn: { needs: ['person'] },
  renameCompositeType: { needs: ['createCompositeType'] },
  renameCompositeTypeAttribute: { needs: ['createCompositeType'] },
  renameSequence: { needs: ['createSequence'] },
  renameTable: { needs: ['person'] },
  renameTrigger: { needs: ['person', 'createTrigger'] },
  renameView: { needs: ['person', 'createView'] },
  setColumnRemarks: { needs: ['person'], undo: anew },
  setTableRemarks: { needs: ['person'], undo: anew },
  sql: [
    { needs: ['person'], undo: rowsAnew },
    { needs: ['person'], undo: rowsAnew },
    { needs: [], undo: [], noTrace: true },
  ],
  sqlFile: { needs: ['person'], undo: rowsAnew },
  tagDatabase: { needs: [], noTrace: true },
  update: { needs: ['person'], undo: rowsAnew },
};

/** Change types whose examples run nowhere here, and why. */
export const neverRun: Readonly<Record<string, string>> = {
  customChange: 'it is refused by name on every database',
  executeCommand: 'it runs a program, not SQL',
  stop: 'it ends the run',
};

/** The files that examples name. */
export const exampleFiles: Readonly<Record<string, string>> = {
  'data/people.csv': 'id,name,active,born\n11,Zoë,true,1990-05-17\n12,NULL,false,NULL\n',
  'sql/people.sql': "insert into person (name) values ('Sue');\nupdate person set nick = 'S;' where name = 'Sue';\n",
  'people.sql': "insert into person (name) values ('Sue')\n//\nupdate person set nick = ';' where name = 'Sue'\n//\n",
};

/** The steps around the example of a change type, as changes. */
export function preparationOf(name: string, index: number, isFor: (dbms: unknown) => boolean) {
  const found = preparations[name] ?? setupOf(name);
  const preparation = isList(found) ? found[index] : found;
  if (preparation === undefined)
    throw new Error(`say what example ${index + 1} of ${name} needs, by exampleSetup in the file of the change`);
  const changes = (steps: readonly Step[]): readonly PlainChange[] => steps.flatMap((step) => stepChanges(step, isFor));
  return {
    needs: changes(preparation.needs),
    undo: preparation.undo === undefined ? undefined : changes(preparation.undo),
    noTrace: preparation.noTrace ?? false,
  };
}

/** What the definition says itself. */
function setupOf(name: string): Preparation | undefined {
  const { exampleSetup } = definitionOf(name);
  return exampleSetup && { needs: ['person', ...exampleSetup] };
}

const isList = (found: Preparation | readonly Preparation[] | undefined): found is readonly Preparation[] => Array.isArray(found);

function stepChanges(step: Step, isFor: (dbms: unknown) => boolean): readonly PlainChange[] {
  if (typeof step !== 'string') return [step];
  const fixture = fixtures[step];
  if (fixture !== undefined) return fixture;
  const [name = '', number = '1'] = step.split('#');
  const props = definitionOf(name).examples.filter((example) => isFor(example['dbms']))[Number(number) - 1];
  return props === undefined ? [] : [{ name, props }];
}
