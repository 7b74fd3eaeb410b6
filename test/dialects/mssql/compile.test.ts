import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capture } from '../../cli/capture.js';
import { sqlFor } from '../context.js';
import { renderer } from '../render.js';

const render = renderer('mssql');
const table = { name: 'person' };

describe('names and texts beyond ASCII on SQL Server', () => {
  it('go into strings with an N, so that no code page takes them', () => {
    expect(render({ kind: 'renameColumn', table: { name: 'größe' }, oldName: 'a', newName: 'ł' })).toEqual([
      "exec sp_rename N'[größe].a', N'ł', 'COLUMN'",
    ]);
    expect(render({ kind: 'renameTable', table, newName: 'людина' })).toEqual(["exec sp_rename 'person', N'людина'"]);
    expect(render({ kind: 'joinColumns', table, target: 'c', first: 'a', joinText: ' – ', second: 'b' })).toEqual([
      "UPDATE person SET c = a + N' – ' + b",
    ]);
    const [remarks] = render({ kind: 'setColumnRemarks', table: { name: 'ärzte' }, column: 'größe', remarks: 'x' });
    expect(remarks).toContain("OBJECT_ID(N'dbo.ärzte')");
    expect(remarks).toContain("name = N'größe'");
    const [function_] = render({
      kind: 'createRoutine',
      type: 'function',
      routine: { name: 'f' },
      text: "create function f() returns nvarchar(5) as begin return N'ł'; end",
      replace: true,
    });
    expect(function_).toMatch(/exec \(N'create function.*exec \(N'ALTER function/s);
  });

  it('name objects with dots to OBJECT_ID in brackets', () => {
    const [remarks] = render({ kind: 'setTableRemarks', table: { schema: 'sales', name: 'a.b' }, remarks: 'x' });
    expect(remarks).toContain("OBJECT_ID('sales.[a.b]')");
  });
});

describe('tables on SQL Server', () => {
  it('name the constraints of defaults and number rows from 1 by 1', () => {
    const sql = render({
      kind: 'createTable',
      table: { schema: 'sales', name: 'order' },
      columns: [
        { name: 'id', type: 'int', autoIncrement: true, primaryKey: true },
        { name: 'state', type: 'varchar(5)', default: { kind: 'string', text: "it's" } },
        { name: 'at', type: 'datetime', default: { kind: 'computed', sql: 'CURRENT_TIMESTAMP' }, defaultConstraintName: 'df at' },
      ],
      tablespace: 'fg1',
    });
    expect(sql).toEqual([
      'CREATE TABLE sales.[order] (id int IDENTITY (1, 1) NOT NULL, ' +
        "state varchar(5) CONSTRAINT DF_order_state DEFAULT 'it''s', at datetime CONSTRAINT [df at] DEFAULT GETDATE(), " +
        'CONSTRAINT PK_ORDER PRIMARY KEY (id)) ON fg1',
    ]);
  });

  it('lose a column with its default, whose table and column are looked up as the catalog has them', () => {
    const statement = { kind: 'dropColumns', table: { name: "o'r" }, columns: ['order', 'a'] } as const;
    const [lookup, drop] = sqlFor('mssql', { live: true }).render(statement);
    expect(lookup?.sql).toContain("OBJECT_ID(N'[o''r]') AND [c].[name] = N'order'");
    expect(drop?.sql).toBe("ALTER TABLE [o'r] DROP COLUMN [order]");
    const warnings: string[] = [];
    const offline = sqlFor('mssql', {}, warnings).render(statement);
    expect(offline[0]?.sql).toContain("[c].[name] = N'[order]'");
    expect(offline[2]?.sql).toContain("[c].[name] = N'a'");
    expect(warnings).toEqual([
      'offline [order] is written as Liquibase writes it: no default of such a column is found; on a live database it is order',
    ]);
  });

  it('with a space in their name stand in brackets on a live database, and offline as Liquibase writes them', () => {
    const statement = { kind: 'dropTable', table: { name: 'with space' } } as const;
    expect(render(statement, { live: true })).toEqual(['DROP TABLE [with space]']);
    const warnings: string[] = [];
    expect(sqlFor('mssql', {}, warnings).render(statement)).toEqual([{ sql: 'DROP TABLE "[with space]"' }]);
    expect(warnings).toEqual([
      'offline "[with space]" is written as Liquibase writes it: the server takes the brackets for a part of the name; on a live database it is [with space]',
    ]);
  });

  it('put brackets around the name of a default where it needs them', () => {
    const added = (constraint: string) =>
      render({
        kind: 'addColumns',
        table,
        columns: [{ name: 'a', type: 'int', default: { kind: 'numeric', text: '1' }, defaultConstraintName: constraint }],
      });
    expect(added('df_a')).toEqual(['ALTER TABLE person ADD a int CONSTRAINT df_a DEFAULT 1']);
    expect(added('df a')).toEqual(['ALTER TABLE person ADD a int CONSTRAINT [df a] DEFAULT 1']);
  });

  it('number rows as asked', () => {
    const column = { name: 'id', type: 'bigint', autoIncrement: true, identity: { startWith: 100n, incrementBy: 5n } };
    expect(render({ kind: 'addColumns', table, columns: [column] })).toEqual(['ALTER TABLE person ADD id bigint IDENTITY (100, 5)']);
  });

  it('are renamed by a procedure that takes names as text', () => {
    expect(render({ kind: 'renameTable', table: { schema: 's', name: 'user' }, newName: "d'Or" })).toEqual([
      "exec sp_rename 's.[user]', 'd''Or'",
    ]);
    expect(render({ kind: 'renameColumn', table, oldName: 'key', newName: 'order' })).toEqual([
      "exec sp_rename 'person.[key]', 'order', 'COLUMN'",
    ]);
  });

  it('find their remarks and schemas again where the catalog tells the case of names apart, and offline as Liquibase writes them', () => {
    const remarks = { kind: 'setTableRemarks', table, remarks: 'x' } as const;
    const view = { kind: 'createView', view: { schema: 'Sales', name: 'v' }, query: 'SELECT 1 AS a', replace: true } as const;
    const warnings: string[] = [];
    expect(render(remarks, { live: true })[0]).toContain("name = N'MS_Description' AND");
    expect(render(view, { live: true })[0]).toContain('CREATE VIEW [Sales].[v]');
    const offline = sqlFor('mssql', {}, warnings);
    expect(offline.render(remarks)[0]?.sql).toContain("name = N'MS_DESCRIPTION' AND");
    expect(offline.render(view)[0]?.sql).toContain('CREATE VIEW [SALES].[v]');
    expect(warnings).toEqual([]);
  });

  it('carry remarks as extended properties of their schema', () => {
    const [sql = ''] = render({ kind: 'setTableRemarks', table, remarks: " it's " }, { defaultSchema: 'app' });
    expect(sql).toContain("OBJECT_ID('app.person')");
    expect(sql).toContain(
      "@value = N'it''s' , @level0type = N'SCHEMA' , @level0name = N'app' , @level1type = N'TABLE' , @level1name = N'person'",
    );
    const [ofColumn = ''] = render({ kind: 'setColumnRemarks', table, column: 'a', remarks: 'x', parentType: 'VIEW' });
    expect(ofColumn).toContain("minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'a' AND object_id = OBJECT_ID('dbo.person'))");
    expect(ofColumn).toContain("@level1type = N'VIEW' , @level1name = N'person' , @level2type = N'COLUMN' , @level2name = N'a'");
  });
});

describe('columns on SQL Server', () => {
  it('lose the constraint of their default before they go', () => {
    const [lookup = '', drop] = render({ kind: 'dropColumns', table, columns: ['a'] });
    expect(lookup.split('\r\n')).toEqual([
      'DECLARE @sql [nvarchar](MAX)',
      "SELECT @sql = N'ALTER TABLE person DROP CONSTRAINT ' + QUOTENAME([df].[name]) FROM [sys].[columns] AS [c] INNER JOIN " +
        '[sys].[default_constraints] AS [df] ON [df].[object_id] = [c].[default_object_id] WHERE ' +
        "[c].[object_id] = OBJECT_ID(N'person') AND [c].[name] = N'a'",
      'EXEC sp_executesql @sql',
    ]);
    expect(drop).toBe('ALTER TABLE person DROP COLUMN a');
  });

  it('say that a new type makes them nullable', () => {
    const warned = (newType: string): readonly string[] => {
      const warnings: string[] = [];
      sqlFor('mssql', {}, warnings).render({ kind: 'modifyDataType', table, column: 'a', newType });
      return warnings;
    };
    expect(warned('bigint')).toEqual([expect.stringContaining('a NOT NULL is lost')]);
    expect(warned('varchar(10) NOT NULL')).toEqual([]);
  });

  it('need their type to become NOT NULL', () => {
    const statement = { kind: 'setNullable', table, column: 'a', nullable: false } as const;
    expect(render({ ...statement, type: 'varchar(9)' })).toEqual(['ALTER TABLE person ALTER COLUMN a varchar(9) NOT NULL']);
    expect(() => render(statement)).toThrow(/columnDataType is required on mssql/);
  });

  it('get defaults through named constraints', () => {
    const value = { kind: 'boolean', value: true } as const;
    expect(render({ kind: 'addDefaultValue', table, column: 'a', value })).toEqual([
      'ALTER TABLE person ADD CONSTRAINT DF_person_a DEFAULT 1 FOR a',
    ]);
  });
});

describe('constraints on SQL Server', () => {
  it('are clustered or not, and lie in a filegroup', () => {
    const key = { kind: 'addPrimaryKey', table, columns: 'a, b', constraintName: 'pk', tablespace: 'fg' } as const;
    expect(render({ ...key, clustered: false })).toEqual(['ALTER TABLE person ADD CONSTRAINT pk PRIMARY KEY NONCLUSTERED (a, b) ON fg']);
    expect(render({ ...key, kind: 'addUniqueConstraint', clustered: true })).toEqual([
      'ALTER TABLE person ADD CONSTRAINT pk UNIQUE CLUSTERED (a, b) ON fg',
    ]);
    expect(
      render({ kind: 'createIndex', table, index: 'ix', columns: [{ name: 'a', descending: true }], unique: true, clustered: true }),
    ).toEqual(['CREATE UNIQUE CLUSTERED INDEX ix ON person(a DESC)']);
  });

  it('have no RESTRICT', () => {
    const key = {
      kind: 'addForeignKey',
      constraintName: 'fk',
      baseTable: table,
      baseColumns: 'a',
      referencedTable: { name: 'o' },
      referencedColumns: 'id',
    } as const;
    expect(render({ ...key, onDelete: 'RESTRICT', onUpdate: 'CASCADE' })).toEqual([
      'ALTER TABLE person ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES o (id) ON UPDATE CASCADE',
    ]);
  });

  it('without a name are looked up while the batch runs', () => {
    expect(render({ kind: 'dropPrimaryKey', table })[0]).toContain(
      "OBJECT_ID(N'person') AND [kc].[type] = 'PK'\r\nEXEC sp_executesql @sql",
    );
  });
});

describe('sequences on SQL Server', () => {
  const sequence = { schema: 's', name: 'n' };

  it('have a range and may cycle', () => {
    const options = { startValue: 1n, incrementBy: 2n, minValue: 0n, maxValue: 9n };
    expect(render({ kind: 'createSequence', sequence, ...options, cycle: true })).toEqual([
      'CREATE SEQUENCE s.n START WITH 1 INCREMENT BY 2 MINVALUE 0 MAXVALUE 9 CYCLE',
    ]);
    expect(render({ kind: 'alterSequence', sequence, cycle: false })).toEqual(['ALTER SEQUENCE s.n NO CYCLE']);
  });

  it('have no order', () => {
    expect(() => render({ kind: 'createSequence', sequence, ordered: true })).toThrow(/ordered is not allowed on mssql/);
  });
});

describe('views on SQL Server', () => {
  it('that replace others are altered, after a stub was made for them', () => {
    expect(render({ kind: 'createView', view: { schema: 's', name: 'v' }, query: "select 'x' as a", replace: true })).toEqual([
      "IF NOT EXISTS (SELECT * FROM sys.views WHERE object_id = OBJECT_ID(N'[S].[v]'))\n    EXEC sp_executesql " +
        "N'CREATE VIEW [S].[v] AS SELECT ''This is a code stub which will be replaced by an Alter Statement'' as [code_stub]'",
      "ALTER VIEW s.v AS select 'x' as a",
    ]);
  });

  it('that say CREATE OR ALTER themselves stay as they are', () => {
    const query = 'create or  alter view v as select 1 as a';
    expect(render({ kind: 'createView', view: { name: 'v' }, query, replace: true, fullDefinition: true })).toEqual([query]);
  });
});

describe('procedures on SQL Server', () => {
  const routine = { schema: 's', name: 'p' };

  it('that replace others are altered, after a stub was made for them', () => {
    const text = "/* create */ create procedure p as select 'create'";
    expect(render({ kind: 'createRoutine', routine, type: 'procedure', text, replace: true })).toEqual([
      "if object_id('s.p', 'p') is null exec ('create procedure s.p as select 1 a')",
      "/* create */ ALTER procedure s.p as select 'create'",
    ]);
  });

  it('that say CREATE OR ALTER themselves stay as they are', () => {
    const written = (type: 'procedure' | 'function', text: string) =>
      render({ kind: 'createRoutine', routine: { name: 'p' }, type, text, replace: true });
    const procedure = '-- new\ncreate or  alter procedure p as select 1';
    expect(written('procedure', procedure)).toEqual([procedure]);
    const function_ = 'CREATE OR ALTER FUNCTION p() RETURNS int AS BEGIN RETURN 1 END';
    expect(written('function', function_)).toEqual([function_]);
  });

  it('that merge end in a semicolon', () => {
    const merge = 'create procedure p as merge t using s on t.a = s.a when matched then delete';
    const write = (text: string) => render({ kind: 'createRoutine', routine: { name: 'p' }, type: 'procedure', text });
    expect(write(merge)).toEqual([`${merge};`]);
    expect(write("create procedure p as select 'merge'")).toEqual(["create procedure p as select 'merge'"]);
  });
});

describe('rows on SQL Server', () => {
  const row = {
    kind: 'upsert',
    table,
    columns: [
      { name: 'id', value: { kind: 'numeric', text: '1' } },
      { name: 'name', value: { kind: 'string', text: 'a' } },
    ],
    primaryKey: ['id'],
    onlyUpdate: false,
    allowUpdate: ['name'],
  } as const;

  it('are inserted or updated by a batch that counts them first', () => {
    expect(render(row)).toEqual([
      'DECLARE @reccount integer\nSELECT @reccount = count(*) FROM person WHERE id = 1\nIF @reccount = 0\n' +
        "BEGIN\nINSERT INTO person (id, name) VALUES (1, 'a');\nEND\nELSE\nBEGIN\nUPDATE person SET name = 'a' WHERE id = 1;\nEND",
    ]);
    expect(render({ ...row, onlyUpdate: true })).toEqual(["BEGIN\nUPDATE person SET name = 'a' WHERE id = 1;\nEND"]);
  });

  it('without a column to update are only inserted', () => {
    expect(render({ ...row, allowUpdate: [] })[0]).toMatch(/VALUES \(1, 'a'\);\nEND$/);
    expect(render({ ...row, allowUpdate: [], onlyUpdate: true })).toEqual([]);
  });
});

describe('all foreign keys of a table on SQL Server', () => {
  it('are looked up by a batch where there is no database to ask', () => {
    expect(render({ kind: 'dropAllForeignKeys', baseTable: { schema: 's', name: 'order' } })[0]?.split('\r\n')).toEqual([
      "DECLARE @sql [nvarchar](MAX) = N''",
      "SELECT @sql = @sql + N'ALTER TABLE s.[order] DROP CONSTRAINT ' + QUOTENAME([fk].[name]) + N'; ' FROM [sys].[foreign_keys] AS [fk] " +
        "WHERE [fk].[parent_object_id] = OBJECT_ID(N's.[order]')",
      'EXEC sp_executesql @sql',
    ]);
  });
});

describe('a sequence on SQL Server', () => {
  it('is renamed in its schema', () => {
    expect(render({ kind: 'renameSequence', sequence: { name: 's' }, newName: 't' })).toEqual(['sp_rename s ,t']);
    expect(render({ kind: 'renameSequence', sequence: { schema: 'sales', name: 's' }, newName: 't' })).toEqual(["sp_rename 'sales.s' ,t"]);
  });
});

describe('a changeset whose name is beyond ASCII', () => {
  it('is found again in the history of a database with another code page', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'changelog-mssql-'));
    writeFileSync(
      join(cwd, 'db.sql'),
      '--liquibase formatted sql\n--changeset 漢:größe\ncreate table t (id int);\n--rollback drop table t;\n',
    );
    const run = (command: string, ...more: readonly string[]) =>
      capture([command, '--url=offline:mssql?changeLogFile=history.csv&outputLiquibaseSql=all', '--changelog-file=db.sql', ...more], {
        cwd,
      });
    expect((await run('update-sql')).out).toMatch(/INSERT INTO DATABASECHANGELOG .*N'größe', N'漢'/);
    expect((await run('rollback-count-sql', '--count=1')).out).toContain(
      "DELETE FROM DATABASECHANGELOG WHERE ID = N'größe' AND AUTHOR = N'漢'",
    );
    rmSync(cwd, { recursive: true });
  });
});
