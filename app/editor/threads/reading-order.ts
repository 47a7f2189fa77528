import type { ThreadView } from "#app/document/margin/thread-view.ts";
import type { TextRange } from "./text-places.ts";

type Ranges = ReadonlyMap<string, TextRange>;

/** In the order of the text; first what is on the document as a whole, last what has no place. */
export function inOrder(threads: readonly ThreadView[], ranges: Ranges): ThreadView[] {
  const rank = ({ id, place }: ThreadView) =>
    place.in === "document" ? -1 : (ranges.get(id)?.from ?? Infinity);
  return threads.toSorted((one, other) => {
    const [first, second] = [rank(one), rank(other)];
    return first === second ? 0 : first < second ? -1 : 1;
  });
}

/** The thread before or after the active one, or the caret. */
export function neighbor(
  threads: readonly ThreadView[],
  ranges: Ranges,
  from: { readonly active: string | null; readonly caret: number | null },
  by: 1 | -1,
): string | null {
  const ordered = inOrder(threads, ranges);
  if (ordered.length === 0) return null;
  const at = ordered.findIndex(({ id }) => id === from.active);
  if (at >= 0) return ordered[(at + by + ordered.length) % ordered.length]?.id ?? null;
  const { caret } = from;
  const found =
    caret === null
      ? null
      : by > 0
        ? ordered.find(({ id }) => (ranges.get(id)?.from ?? -1) >= caret)
        : // In or right behind commented words one is at that comment: the one before it comes next.
          ordered.findLast(({ id }) => (ranges.get(id)?.to ?? Infinity) < caret);
  return (found ?? (by > 0 ? ordered[0] : ordered.at(-1)))?.id ?? null;
}
