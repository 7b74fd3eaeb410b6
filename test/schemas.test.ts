import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { changeDefinitions } from '../src/changes/index.js';

const root = join(import.meta.dirname, '..');
const xsd = join(root, 'schemas', 'changelog.xsd');

/** Generators run on the built code: `npm test` builds first. */
const load = async (path: string): Promise<unknown> => await import(join(root, path));
const { schemas } = (await load('schemas/schemas.mjs')) as { schemas(): ReadonlyMap<string, string> };
const { changelogTexts } = (await load('docs/generator/render-example.mjs')) as {
  changelogTexts(definition: unknown, example: unknown): { readonly xml: string };
};

describe('the generated schemas', () => {
  it.each([...schemas()])('%s is the one that the definitions give; npm run generate writes it', (name, text) => {
    expect(readFileSync(join(root, 'schemas', name), 'utf8')).toBe(text);
  });
});

const xmllint = spawnSync('xmllint', ['--version']).status === 0;
if (!xmllint) console.warn('SKIPPED: schemas/changelog.xsd is not checked, because xmllint is not installed (package libxml2-utils)');

describe.runIf(xmllint)('the XML Schema', () => {
  const folder = mkdtempSync(join(tmpdir(), 'changelog-xsd-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What xmllint complains about, by file; empty where everything is valid. */
  function faults(files: readonly string[]): readonly string[] {
    const { stderr } = spawnSync('xmllint', ['--noout', '--schema', xsd, ...files], { encoding: 'utf8' });
    return stderr.split('\n').filter((line) => line !== '' && !line.endsWith(' validates'));
  }

  function faultsOf(content: string): readonly string[] {
    const file = join(folder, 'one.xml');
    writeFileSync(file, `<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">${content}</databaseChangeLog>`);
    return faults([file]).filter((line) => line.includes('validity error'));
  }

  const changeset = (content: string, attributes = ''): string => `<changeSet id="1" author="ann"${attributes}>${content}</changeSet>`;

  it('accepts the example changelogs', () => {
    const shop = join(root, 'changelogs', 'shop');
    const files = readdirSync(shop).filter((name) => name.endsWith('.xml'));
    expect(files.length).toBeGreaterThan(0);
    expect(faults(files.map((name) => join(shop, name)))).toEqual([]);
  });

  it('accepts every example of every change type', () => {
    const files: string[] = [];
    for (const definition of changeDefinitions.values()) {
      for (const [i, example] of definition.examples.entries()) {
        const file = join(folder, `${definition.name}-${i}.xml`);
        writeFileSync(file, changelogTexts(definition, example).xml);
        files.push(file);
      }
    }
    expect(faults(files)).toEqual([]);
  });

  it.each([
    [
      'changes, comments and rollbacks in any order',
      changeset('<rollback/><dropTable tableName="t"/><comment>c</comment><empty/><rollback>DROP TABLE t</rollback>'),
    ],
    [
      'properties where a boolean, a number or a fixed value stands',
      changeset(
        '<createSequence sequenceName="s" startValue="${first}" cycle="${cycles}"/>',
        ' runAlways="${always}" onValidationFail="${then}"',
      ),
    ],
    [
      'booleans and values whose case does not count',
      changeset('<preConditions onFail="mark_ran"><tableExists tableName="t"/></preConditions>', ' runAlways="TRUE"'),
    ],
    ['nested conditions', '<preConditions><or><dbms type="mysql"/><not><runningAs username="ann"/></not></or></preConditions>'],
    [
      'edits of the SQL',
      changeset('<empty/><modifySql dbms="mysql"><append value=" ENGINE=x"/><replace replace="a" with="b"/></modifySql>'),
    ],
    [
      'includes and properties',
      '<property name="a" value="b"/><include file="a.xml" relativeToChangelogFile="true"/><includeAll path="b"/>',
    ],
    ['elements of another namespace', changeset('<pro:createFunction xmlns:pro="http://www.liquibase.org/xml/ns/pro" functionName="f"/>')],
  ])('accepts %s', (_, content) => {
    expect(faultsOf(content)).toEqual([]);
  });

  it.each([
    ['a mistyped element', changeset('<createTabel tableName="t"/>')],
    ['a mistyped attribute', changeset('<dropTable tabelName="t"/>')],
    ['a missing attribute', changeset('<dropTable/>')],
    ['a mistyped attribute of a column', changeset('<createTable tableName="t"><column name="a" typ="int"/></createTable>')],
    ['a word where a boolean stands', changeset('<empty/>', ' runAlways="yes"')],
    ['a word where a number stands', changeset('<createSequence sequenceName="s" startValue="one"/>')],
    ['a value that is not in the list', changeset('<empty/>', ' onValidationFail="STOP"')],
    ['a precondition that does not exist', '<preConditions><tableExist tableName="t"/></preConditions>'],
    ['a changeset without an id', '<changeSet author="ann"><empty/></changeSet>'],
  ])('refuses %s', (_, content) => {
    expect(faultsOf(content).length).toBeGreaterThan(0);
  });
});
