/** A longest increasing subsequence by that value, in order (patience sorting, n log n). */
export function longestRising<T>(items: readonly T[], valueOf: (item: T) => number): T[] {
  interface Link {
    readonly item: T;
    readonly value: number;
    readonly before: Link | null;
  }
  // The last link of the best sequence of each length: the one with the lowest value.
  const tops: Link[] = [];
  for (const item of items) {
    const value = valueOf(item);
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tops[middle]?.value ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    tops[low] = { item, value, before: tops[low - 1] ?? null };
  }
  const rising: T[] = [];
  for (let link = tops.at(-1) ?? null; link !== null; link = link.before) rising.push(link.item);
  return rising.toReversed();
}
