/** The formats that a changelog can be written in. */
export type ChangelogFormat = 'yaml' | 'xml' | 'json' | 'sql';

export const changelogFormats: readonly ChangelogFormat[] = ['yaml', 'xml', 'json', 'sql'];

/** The format that a file name's extension means. */
export function formatOfFile(name: string): ChangelogFormat | undefined {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase();
  return extension === 'yml' ? 'yaml' : changelogFormats.find((format) => format === extension);
}

/**
 * A changelog to start from: a table, a tag, a row, all undone by rollback. Formatted SQL has no tag, for there Liquibase's free edition
 * cannot read one.
 */
export function exampleChangelog(format: ChangelogFormat, author: string): string {
  return texts[format](author);
}

const xmlText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const texts: Readonly<Record<ChangelogFormat, (author: string) => string>> = {
  yaml: (author) => `databaseChangeLog:
  - changeSet:
      id: 1
      author: ${JSON.stringify(author)}
      comment: Who takes part
      changes:
        - createTable:
            tableName: person
            columns:
              - column: { name: id, type: int, constraints: { primaryKey: true, nullable: false } }
              - column: { name: name, type: varchar(100), constraints: { nullable: false } }
  - changeSet:
      id: 2
      author: ${JSON.stringify(author)}
      changes:
        - tagDatabase: { tag: v1.0 }
  - changeSet:
      id: 3
      author: ${JSON.stringify(author)}
      changes:
        - insert:
            tableName: person
            columns:
              - column: { name: id, valueNumeric: 1 }
              - column: { name: name, value: Ada }
      rollback: DELETE FROM person WHERE id = 1
`,
  xml: (author) => `<?xml version="1.0" encoding="UTF-8"?>
<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                   xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                   xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
    <changeSet id="1" author="${xmlText(author)}">
        <comment>Who takes part</comment>
        <createTable tableName="person">
            <column name="id" type="int">
                <constraints primaryKey="true" nullable="false"/>
            </column>
            <column name="name" type="varchar(100)">
                <constraints nullable="false"/>
            </column>
        </createTable>
    </changeSet>
    <changeSet id="2" author="${xmlText(author)}">
        <tagDatabase tag="v1.0"/>
    </changeSet>
    <changeSet id="3" author="${xmlText(author)}">
        <insert tableName="person">
            <column name="id" valueNumeric="1"/>
            <column name="name" value="Ada"/>
        </insert>
        <rollback>DELETE FROM person WHERE id = 1</rollback>
    </changeSet>
</databaseChangeLog>
`,
  json: (author) => `${JSON.stringify(
    {
      databaseChangeLog: [
        {
          changeSet: {
            id: '1',
            author,
            comment: 'Who takes part',
            changes: [
              {
                createTable: {
                  tableName: 'person',
                  columns: [
                    { column: { name: 'id', type: 'int', constraints: { primaryKey: true, nullable: false } } },
                    { column: { name: 'name', type: 'varchar(100)', constraints: { nullable: false } } },
                  ],
                },
              },
            ],
          },
        },
        { changeSet: { id: '2', author, changes: [{ tagDatabase: { tag: 'v1.0' } }] } },
        {
          changeSet: {
            id: '3',
            author,
            changes: [
              {
                insert: {
                  tableName: 'person',
                  columns: [{ column: { name: 'id', valueNumeric: 1 } }, { column: { name: 'name', value: 'Ada' } }],
                },
              },
            ],
            rollback: 'DELETE FROM person WHERE id = 1',
          },
        },
      ],
    },
    undefined,
    2,
  )}
`,
  sql: (author) => `--liquibase formatted sql

--changeset ${sqlAuthor(author)}:1
--comment: Who takes part
CREATE TABLE person (
    id INT NOT NULL PRIMARY KEY,
    name VARCHAR(100) NOT NULL
);
--rollback DROP TABLE person;

--changeset ${sqlAuthor(author)}:2
INSERT INTO person (id, name) VALUES (1, 'Ada');
--rollback DELETE FROM person WHERE id = 1;
`,
};

/** In formatted SQL a name that is more than a word stands in quotes. */
function sqlAuthor(author: string): string {
  return /^[\w.@-]+$/.test(author) ? author : `"${author.replaceAll('"', '')}"`;
}
