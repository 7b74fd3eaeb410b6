import { fail, type ChangesetRef } from '../core/error.js';
import { stringOption, type OptionSpecs } from './define.js';

/** How a command is told which changeset it is about. */
export const changesetOptions = {
  changesetIdentifier: stringOption('The changeset as path::id::author'),
  changesetPath: stringOption('Path of the changeset, together with changeset-id and changeset-author'),
  changesetId: stringOption('Id of the changeset'),
  changesetAuthor: stringOption('Author of the changeset'),
} satisfies OptionSpecs;

/** The changeset that the options name. Throws CONFIG_INVALID_VALUE, CONFIG_MISSING_OPTION. */
export function chosenChangeset(options: {
  readonly changesetIdentifier?: string | undefined;
  readonly changesetPath?: string | undefined;
  readonly changesetId?: string | undefined;
  readonly changesetAuthor?: string | undefined;
}): ChangesetRef {
  const { changesetIdentifier, changesetPath: path, changesetId: id, changesetAuthor: author } = options;
  if (changesetIdentifier !== undefined) {
    const [first, second, third, ...rest] = changesetIdentifier.split('::');
    if (first !== undefined && second !== undefined && third !== undefined && rest.length === 0)
      return { path: first, id: second, author: third };
    fail('CONFIG_INVALID_VALUE', { message: `"${changesetIdentifier}" is no changeset identifier`, hint: 'write it as path::id::author' });
  }
  if (path !== undefined && id !== undefined && author !== undefined) return { path, id, author };
  return fail('CONFIG_MISSING_OPTION', {
    message: 'no changeset was named',
    hint: 'give --changeset-identifier=path::id::author, or all of --changeset-path, --changeset-id and --changeset-author',
  });
}
