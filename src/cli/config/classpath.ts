import { delimiter } from 'node:path';

/**
 * The search path that a Java class path stands for where none is given: the working directory, then its folders. Java archives in it
 * hold drivers, which are not needed. Source: `LiquibaseCommandLine.configureResourceAccessor` (4.28.0).
 */
export function searchPathWithClasspath(classpath: string): string {
  const folders = classpath
    .split(new RegExp(`[,;${delimiter === ':' ? ':' : ''}]`))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '' && !/\.(jar|zip|war)$/i.test(entry) && !entry.endsWith('*'));
  return ['.', ...folders.filter((folder) => folder !== '.')].join(',');
}
