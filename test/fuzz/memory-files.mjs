import { decodePieces, decodeText } from '../../dist/core/charset.js';
import { collapsePath } from '../../dist/core/path.js';

/** A search path of one root in memory: a map from path to bytes. Texts come in pieces of the given size. */
export function memoryFiles(files, pieceSize = 1 << 16) {
  const resource = (path) => {
    const bytes = files.get(path);
    const pieces = () => cut(bytes, pieceSize);
    return {
      path,
      location: `/memory/${path}`,
      bytes: () => bytes,
      text: (encoding) => decodeText(bytes, path, encoding),
      pieces,
      chunks: (encoding) => decodePieces(pieces(), path, encoding),
    };
  };
  const clean = (path) => collapsePath(path.replaceAll('\\', '/').replace(/^classpath\*?:/, ''));
  return {
    roots: ['/memory'],
    find: (path) => (files.has(clean(path)) ? resource(clean(path)) : undefined),
    list(directory) {
      const prefix = clean(directory) === '' ? '' : `${clean(directory)}/`;
      const inside = [...files.keys()].filter((path) => path.startsWith(prefix));
      return inside.length === 0 ? undefined : inside.map(resource);
    },
    near: () => undefined,
  };
}

export function cut(bytes, size) {
  const pieces = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return pieces;
}
