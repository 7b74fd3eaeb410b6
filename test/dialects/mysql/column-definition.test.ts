import { describe, expect, it } from 'vitest';
import { columnDefinition, withAutoIncrement, withComment, withNullability } from '../../../src/dialects/mysql/column-definition.js';

const table = [
  'CREATE TABLE `t` (',
  '  `id` int(11) NOT NULL AUTO_INCREMENT,',
  "  `Name` varchar(10) COLLATE utf8mb4_bin DEFAULT 'NOT NULL, COMMENT' COMMENT 'it''s, a \\n NULL',",
  '  `at` timestamp NULL DEFAULT NULL,',
  '  `we``ird` int(11) DEFAULT NULL CHECK (`id` > 0),',
  '  PRIMARY KEY (`id`)',
  ') ENGINE=InnoDB',
].join('\n');

describe('a column definition of SHOW CREATE TABLE', () => {
  it('is found by the name of the column, whatever its case', () => {
    expect(columnDefinition(table, 'ID')).toBe('int(11) NOT NULL AUTO_INCREMENT');
    expect(columnDefinition(table, 'name')).toBe("varchar(10) COLLATE utf8mb4_bin DEFAULT 'NOT NULL, COMMENT' COMMENT 'it''s, a \\n NULL'");
    expect(columnDefinition(table, 'we`ird')).toBe('int(11) DEFAULT NULL CHECK (`id` > 0)');
    expect(columnDefinition(table, 'other')).toBeUndefined();
  });

  it('becomes NOT NULL or NULL and keeps everything else', () => {
    expect(withNullability(columnDefinition(table, 'name') ?? '', false)).toBe(
      "varchar(10) COLLATE utf8mb4_bin NOT NULL DEFAULT 'NOT NULL, COMMENT' COMMENT 'it''s, a \\n NULL'",
    );
    expect(withNullability('timestamp NULL DEFAULT NULL', false)).toBe('timestamp NOT NULL');
    expect(withNullability('int(11) NOT NULL AUTO_INCREMENT', true)).toBe('int(11) NULL AUTO_INCREMENT');
    expect(withNullability('int(11) DEFAULT NULL CHECK (`id` > 0)', false)).toBe('int(11) NOT NULL CHECK (`id` > 0)');
  });

  it('gets a comment in the place of the one that it has', () => {
    expect(withComment(columnDefinition(table, 'name') ?? '', "'new'")).toBe(
      "varchar(10) COLLATE utf8mb4_bin DEFAULT 'NOT NULL, COMMENT' COMMENT 'new'",
    );
    expect(withComment('int(11) DEFAULT NULL', "'new'")).toBe("int(11) DEFAULT NULL COMMENT 'new'");
  });

  it('numbers its rows without a default', () => {
    expect(withAutoIncrement('int(11) DEFAULT NULL')).toBe('int(11) NOT NULL AUTO_INCREMENT');
  });
});
