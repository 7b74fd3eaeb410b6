/**
 * Different strings in the order in which a `java.util.HashSet` gives them out: by the low bits of their hash, then as they came. Checksums
 * of the old versions depend on it.
 */
export function javaSetOrder(strings: readonly string[]): readonly string[] {
  let buckets = 16;
  while (strings.length > buckets * 0.75) buckets *= 2;
  const bucketOf = (text: string): number => {
    let hash = 0;
    for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
    return (hash ^ (hash >>> 16)) & (buckets - 1);
  };
  return strings.toSorted((a, b) => bucketOf(a) - bucketOf(b));
}
