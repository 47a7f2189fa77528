import { isBlockId } from "./node-id.ts";

/** The most targets of one cross-reference, and the most ranges. */
export const MOST_TARGETS = 200;
export const MOST_RANGES = 100;

/** How many places next to each end a long range keeps in `targets`. */
const KEPT_AT_AN_END = 10;

/** The ids of the two ends of a range, both included. */
export type RangeEnds = readonly [first: string, last: string];

/**
 * The targets of a cross-reference. `targets` are all places it named when somebody last chose
 * them; `ranges` says which of them are the ends of a range. The targets between two ends record
 * what the range held then: they only serve to find its extent when an end is deleted. The current
 * content of a range is whatever is between its ends in the text. A reader without support for
 * ranges still finds every target.
 */
export interface Reference {
  readonly targets: readonly string[];
  readonly ranges: readonly RangeEnds[];
}

/** One place, or a range with the ids it was known to hold, from first to last. */
export type ReferencePart =
  | { readonly kind: "place"; readonly id: string }
  | { readonly kind: "range"; readonly known: readonly string[] };

/** Parses the attributes of a cross-reference; malformed ends and ids are left out. */
export function referenceOf(
  attributes: Readonly<Record<string, unknown>> | null | undefined,
): Reference {
  const { targets, ranges } = attributes ?? {};
  return {
    targets: Array.isArray(targets) ? targets.filter(isBlockId) : [],
    ranges: Array.isArray(ranges) ? ranges.filter(isRangeEnds) : [],
  };
}

export function isRangeEnds(value: unknown): value is RangeEnds {
  return Array.isArray(value) && value.length === 2 && value.every(isBlockId);
}

/**
 * The places and ranges of a reference, in order. Two people who change one at the same time can
 * leave ends that are no targets or are in the wrong order: those form a range of just the two.
 */
export function partsOf(reference: Reference): ReferencePart[] {
  const targets = [...new Set(reference.targets)];
  const { ranges } = reference;
  const parts: ReferencePart[] = [];
  const left = new Map(ranges.map(([first, last]) => [first, last]));
  const at = new Map(targets.map((id, index) => [id, index]));
  const loose = ranges.filter(([first, last]) => {
    const [from, to] = [at.get(first), at.get(last)];
    return from === undefined || to === undefined || to < from;
  });
  for (const [first] of loose) left.delete(first);
  const looseEnds = new Set(loose.flat());
  for (let index = 0; index < targets.length; index += 1) {
    const id = targets[index] ?? "";
    const last = left.get(id);
    const end = last === undefined ? undefined : at.get(last);
    if (end !== undefined && end > index) {
      parts.push({ kind: "range", known: targets.slice(index, end + 1) });
      index = end;
    } else if (!looseEnds.has(id)) parts.push({ kind: "place", id });
  }
  for (const ends of loose) parts.push({ kind: "range", known: ends });
  return parts;
}

/** A reference to this part only. */
export function referenceToPart(part: ReferencePart): Reference {
  if (part.kind === "place") return { targets: [part.id], ranges: [] };
  const [first, last] = [part.known[0], part.known.at(-1)];
  const ends: readonly RangeEnds[] = first && last ? [[first, last]] : [];
  return { targets: part.known, ranges: ends };
}

/**
 * Cuts what a reference to many places keeps of a range: it is defined by its ends, and the other
 * targets only record its extent in case an end is deleted.
 */
export function keptOf(range: readonly string[]): readonly string[] {
  if (!isCut(range)) return range;
  return [...range.slice(0, KEPT_AT_AN_END), ...range.slice(-KEPT_AT_AN_END)];
}

/** Whether the range may hold more than it records. */
export function isCut(range: readonly string[]): boolean {
  return range.length >= 2 * KEPT_AT_AN_END;
}
