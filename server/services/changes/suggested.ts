import type { DoersAnswer } from "#app/domain/changes/answers.ts";
import { AuthorIndex, type AuthoredRange } from "#app/protocol/authored-ranges.ts";
import type { AcceptedWords } from "#server/services/threads/accepted.ts";

/** What of the accepted suggestions (M11) was inserted, and what deleted, by these doers. */
export function suggestedAmong(
  { people: doers, inserted, deleted }: DoersAnswer,
  { people, ranges, erased }: AcceptedWords,
): NonNullable<DoersAnswer["suggested"]> {
  const came = new AuthorIndex(inserted);
  const gone = new AuthorIndex(deleted);
  /** The parts of a range that this person deleted: who accepts speaks for nobody else's deletions. */
  const partsBy = (userId: string, [client, clock, length, person, at]: AuthoredRange) => {
    const parts: AuthoredRange[] = [];
    for (let from = clock; from < clock + length;) {
      const { range, until } = gone.find(client, from);
      const to = Math.min(until, clock + length);
      const doer = range && doers[range[3]];
      if (doer?.userId === userId) parts.push([client, from, to - from, person, at]);
      from = to;
    }
    return parts;
  };
  return {
    people,
    ranges: ranges.filter(([client, clock]) => came.find(client, clock).range !== null),
    erased: erased.flatMap(({ acceptedById, ranges: proposed }) =>
      proposed.flatMap((range) => partsBy(acceptedById, range)),
    ),
  };
}
