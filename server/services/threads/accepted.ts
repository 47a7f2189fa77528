import type { Actor } from "#app/domain/actor.ts";
import type { ThreadPerson } from "#app/document/margin/thread-view.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { AuthoredRange } from "#app/protocol/authored-ranges.ts";
import { documentFor } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { namesOf } from "./people.ts";
import { visibleThreads } from "./scope.ts";

/** The latest accepted suggestions whose words are told apart. */
const MOST_TOLD = 2_000;
/** The most runs of ids that are told, of the latest; who accepted earlier ones is told all the same. */
const MOST_RUNS = 20_000;

/** Words of a draft that somebody proposed and another accepted, by the ids that accepting wrote. */
export interface AcceptedText {
  readonly people: readonly ThreadPerson[];
  /** `person` is an index into `people`; the time is that of the decision. */
  readonly ranges: readonly AuthoredRange[];
  /** Words that somebody proposed to delete, with who accepted that. */
  readonly erased: readonly ErasedText[];
}

interface ErasedText {
  readonly acceptedById: string;
  readonly ranges: readonly AuthoredRange[];
}

/** Tells who suggested which words of a draft (M11), of suggestions that the actor may see. */
export async function acceptedText(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  documentId: string,
): Promise<Outcome<AcceptedText>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { matter } = found.value.subject;
  const rows = await client.suggestion.findMany({
    where: {
      state: "accepted",
      acceptance: { isNot: null },
      thread: { documentId, ...visibleThreads(actor, matter) },
    },
    select: {
      acceptance: { select: { written: true, erased: true } },
      decidedAt: true,
      decidedById: true,
      thread: {
        select: {
          createdById: true,
          comments: {
            select: { organizationId: true },
            orderBy: [{ at: "asc" }, { id: "asc" }],
            take: 1,
          },
        },
      },
    },
    orderBy: [{ decidedAt: "desc" }, { threadId: "asc" }],
    take: MOST_TOLD,
  });
  const name = await namesOf(
    client,
    rows.map(({ thread }) => thread.createdById),
    rows.flatMap(({ thread }) => thread.comments.map(({ organizationId }) => organizationId)),
    matter.partyIds,
  );
  const people: ThreadPerson[] = [];
  const places = new Map<string, number>();
  const ranges: AuthoredRange[] = [];
  const erased: ErasedText[] = [];
  let runs = 0;
  for (const row of rows) {
    if (runs >= MOST_RUNS) break;
    const { thread, decidedAt, decidedById, acceptance } = row;
    if (!acceptance || decidedById === null) continue;
    const organizationId = thread.comments[0]?.organizationId;
    const key = `${thread.createdById} ${organizationId}`;
    const person = places.get(key) ?? people.push(name(thread.createdById, organizationId)) - 1;
    places.set(key, person);
    const at = decidedAt?.getTime() ?? 0;
    const rangesOf = (stored: string) => {
      const ids = idsIn(stored);
      runs += ids.length;
      return ids.map(([id, clock, length]): AuthoredRange => [id, clock, length, person, at]);
    };
    ranges.push(...rangesOf(acceptance.written));
    erased.push({ acceptedById: decidedById, ranges: rangesOf(acceptance.erased) });
  }
  return done({ people, ranges, erased });
}

/** Found out by the server alone, when it wrote the words (M22). */
function idsIn(stored: string): readonly [client: number, clock: number, length: number][] {
  return JSON.parse(stored) as [number, number, number][];
}
