import { type AuthoredRange, mergeAuthorship } from "#app/protocol/authored-ranges.ts";
import type { DraftAuthorship } from "#app/editor/authors/draft-authors.ts";
import { decodeAuthorship } from "#app/protocol/authorship.ts";
import type { Database } from "#server/database/index.ts";
import { personTags } from "#server/services/people/tag.ts";
import { keptAuthorship } from "./authorship.ts";
import { loadDocument } from "./load.ts";

/** The most runs in an answer; a draft edited for a year has thousands. */
const MAX_RUNS = 200_000;

/**
 * Who wrote which text of a draft, and when: every commit's authorship (R9), read in pages and
 * merged. Authorship survives compaction and freezing, so it also covers a version's text. Rights
 * are checked before, by `documents.show`. Throws where there is no such draft, or for more than
 * 200,000 runs.
 */
export async function draftAuthors(
  { client }: Pick<Database, "client">,
  documentId: string,
): Promise<DraftAuthorship> {
  const document = await loadDocument(client, documentId);
  if (!document) throw new Error("no such draft");
  const places = new Map<string, number>();
  const placeOf = (userId: string) => {
    const place = places.get(userId) ?? places.size;
    places.set(userId, place);
    return place;
  };

  let runs: AuthoredRange[] = [];
  for await (const page of keptAuthorship(client, documentId)) {
    const read = page.map(({ userId, at, ranges }) => ({
      person: placeOf(userId),
      at: at.getTime(),
      inserted: decodeAuthorship(ranges).inserted,
    }));
    runs = mergeAuthorship([...runs.map(rowOf), ...read]);
    if (runs.length > MAX_RUNS) throw new Error("too many runs of words to tell their authors");
  }

  const tags = await personTags(client, [...places.keys()], document.facts.matter.partyIds);
  const people = [...places.keys()].map((userId) => {
    const tag = tags.get(userId);
    return {
      userId,
      name: tag?.name ?? "Someone who was removed",
      organization: tag?.organization?.shortName ?? "",
      colour: tag?.organization?.colour ?? 0,
    };
  });
  return { people, rows: runs.map(rowOf) };
}

function rowOf([client, clock, length, person, at]: AuthoredRange) {
  return { person, at, inserted: new Map([[client, [{ clock, length }]]]) };
}
