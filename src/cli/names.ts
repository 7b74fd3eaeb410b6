/** Spellings of one name (`changelog-file`, `changeLogFile`, `CHANGELOG_FILE`, `sql.logLevel`) become one: lower case, letters and digits. */
export function normalName(name: string): string {
  return name.replace(/[-_.]/g, '').toLowerCase();
}

/** `changelogFile` to `changelog-file`. */
export function kebabCase(camelCase: string): string {
  return camelCase.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `changelogFile` to `CHANGELOG_CHANGELOG_FILE`, the environment variable of an option. */
export function environmentName(camelCase: string): string {
  return `CHANGELOG_${kebabCase(camelCase).replaceAll('-', '_').toUpperCase()}`;
}
