import type { DoersAnswer } from "#app/domain/changes/answers.ts";
import { AuthorIndex, type AuthoredRange } from "#app/protocol/authored-ranges.ts";
import type { AcceptedText } from "#server/services/threads/accepted.ts";

/** The accepted suggestions' (M11) insertions and deletions among those of these doers. */
export function suggestedAmong(
  { people: doers, inserted, deleted }: DoersAnswer,
  { people, ranges, erased }: AcceptedText,
): NonNullable<DoersAnswer["suggested"]> {
  const came = new AuthorIndex(inserted);
  // An accepter speaks for nobody else's deletions.
  const byAccepter = new Map<string, AuthoredRange[]>();
  for (const { acceptedById, ranges: proposed } of erased) {
    const known = byAccepter.get(acceptedById);
    if (known) known.push(...proposed);
    else byAccepter.set(acceptedById, [...proposed]);
  }
  const indexes = new Map(
    [...byAccepter].map(([userId, proposed]) => [userId, new AuthorIndex(disjoint(proposed))]),
  );
  return {
    people,
    ranges: ranges.filter(([client, clock]) => came.find(client, clock).range !== null),
    erased: deleted.flatMap((run) => {
      const index = indexes.get(doers[run[3]]?.userId ?? "");
      return index ? partsIn(index, run) : [];
    }),
  };
}

/** The parts of a run that the index knows, with its people and times. */
function partsIn(
  index: AuthorIndex,
  [client, clock, length]: DoersAnswer["deleted"][number],
): AuthoredRange[] {
  const parts: AuthoredRange[] = [];
  for (let from = clock; from < clock + length;) {
    const { range, until } = index.find(client, from);
    const to = Math.min(until, clock + length);
    if (range) parts.push([client, from, to - from, range[3], range[4]]);
    from = to;
  }
  return parts;
}

/** Cut so that none overlap: what browsers send may, and each would be walked through again. */
function disjoint(ranges: readonly AuthoredRange[]): AuthoredRange[] {
  const ends = new Map<number, number>();
  return ranges
    .toSorted((one, other) => one[1] - other[1])
    .flatMap(([client, clock, length, person, at]): AuthoredRange[] => {
      const from = Math.max(clock, ends.get(client) ?? 0);
      const end = clock + length;
      if (from >= end) return [];
      ends.set(client, end);
      return [[client, from, end - from, person, at]];
    });
}
