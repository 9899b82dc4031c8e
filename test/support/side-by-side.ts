/** Runs these, so many at a time. @returns what became of them, in order */
export async function sideBySide<T>(
  all: readonly (() => Promise<T>)[],
  atOnce: number,
): Promise<T[]> {
  const results: T[] = [];
  const waiting = [...all.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results[next[0]] = await next[1]();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}
