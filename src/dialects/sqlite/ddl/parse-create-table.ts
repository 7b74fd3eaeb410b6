import { fail } from '../../../core/error.js';
import { createCursor, type Cursor } from './cursor.js';
import { parseColumn } from './parse-column.js';
import { columnNames, conflictClause, foreignKeyTarget } from './parse-constraint.js';
import type { ColumnDdl, TableConstraint, TableDdl } from './table-ddl.js';
import { identifier, tokenize } from './tokens.js';

const constraintWords = ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN'];

/**
 * Reads a CREATE TABLE statement as `sqlite_schema` keeps it.
 * Source: https://www.sqlite.org/lang_createtable.html and the grammar, https://www.sqlite.org/src/file/src/parse.y.
 * @throws PLAN_UNSUPPORTED_CHANGE for a virtual table, and for text that is no CREATE TABLE.
 */
export function parseCreateTable(text: string): TableDdl {
  const cursor = createCursor(text);
  cursor.expect('CREATE');
  if (cursor.at('VIRTUAL')) refuseVirtual(text);
  if (!cursor.skip('TEMP')) cursor.skip('TEMPORARY');
  cursor.expect('TABLE');
  cursor.skip('IF', 'NOT', 'EXISTS');
  let nameToken = cursor.take();
  if (cursor.skipSymbol('.')) nameToken = cursor.take();
  cursor.expectSymbol('(');
  const columns: ColumnDdl[] = [];
  const constraints: TableConstraint[] = [];
  do {
    if (columns.length > 0 && constraintWords.some((word) => cursor.at(word))) parseConstraints(cursor, constraints);
    else columns.push(withComma(cursor, parseColumn(cursor)));
  } while (!cursor.atSymbol(')'));
  cursor.expectSymbol(')');
  const options = tableOptions(cursor);
  return { text, name: identifier(nameToken), nameRange: nameToken, columns, constraints, ...options };
}

function withComma<T extends ColumnDdl | TableConstraint>(cursor: Cursor, element: T): T {
  if (cursor.atSymbol(',')) return { ...element, comma: cursor.take() };
  return element;
}

/** The constraints behind the columns. Commas between them may be left out. */
function parseConstraints(cursor: Cursor, constraints: TableConstraint[]): void {
  while (!cursor.atSymbol(')')) {
    const start = cursor.token?.start ?? 0;
    const name = cursor.skip('CONSTRAINT') ? cursor.name() : undefined;
    // A name without a constraint is allowed, and means nothing.
    if (name !== undefined && (cursor.atSymbol(')') || cursor.atSymbol(',') || cursor.at('CONSTRAINT'))) {
      cursor.skipSymbol(',');
      continue;
    }
    const bodyStart = cursor.token?.start ?? 0;
    const parts = constraintParts(cursor);
    constraints.push(withComma(cursor, { ...cursor.since(start), ...parts, name, body: cursor.since(bodyStart) }));
  }
}

function constraintParts(cursor: Cursor): Omit<TableConstraint, 'start' | 'end' | 'name' | 'body'> {
  if (cursor.skip('PRIMARY', 'KEY')) {
    const group = cursor.group();
    conflictClause(cursor);
    const autoIncrement = group.some((token) => token.kind === 'word' && token.value === 'AUTOINCREMENT');
    return { kind: 'primaryKey', columns: columnNames(group), autoIncrement };
  }
  if (cursor.skip('UNIQUE')) {
    const columns = columnNames(cursor.group());
    conflictClause(cursor);
    return { kind: 'unique', columns };
  }
  if (cursor.skip('CHECK')) {
    cursor.group();
    conflictClause(cursor);
    return { kind: 'check', columns: [] };
  }
  cursor.expect('FOREIGN', 'KEY');
  const columns = columnNames(cursor.group());
  cursor.expect('REFERENCES');
  return { kind: 'foreignKey', columns, reference: foreignKeyTarget(cursor) };
}

function tableOptions(cursor: Cursor): { withoutRowid: boolean; strict: boolean } {
  let withoutRowid = false;
  let strict = false;
  while (cursor.token !== undefined && !cursor.atSymbol(';')) {
    if (cursor.skip('WITHOUT')) {
      cursor.expect('ROWID');
      withoutRowid = true;
    } else {
      cursor.expect('STRICT');
      strict = true;
    }
    cursor.skipSymbol(',');
  }
  return { withoutRowid, strict };
}

/** Whether a text creates a virtual table. */
export function isVirtualTable(text: string): boolean {
  const [create, virtual] = tokenize(text.slice(0, 200));
  return create?.value === 'CREATE' && virtual?.kind === 'word' && virtual.value === 'VIRTUAL';
}

function refuseVirtual(text: string): never {
  return fail('PLAN_UNSUPPORTED_CHANGE', {
    message: 'a virtual table cannot be altered',
    dialect: 'sqlite',
    statement: { sql: text },
    hint: 'drop it and create it anew in a sql change',
  });
}
