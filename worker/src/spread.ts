/** At most `most` (2 or more) of the values, evenly far apart, the first and the last among them. */
export function spread<T>(values: readonly T[], most: number): T[] {
  if (values.length <= most) return [...values];
  const step = (values.length - 1) / (most - 1);
  const wanted = new Set(Array.from({ length: most }, (_, i) => Math.round(i * step)));
  return values.filter((_, i) => wanted.has(i));
}
