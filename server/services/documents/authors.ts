import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { DraftAuthors } from "#app/editor/authors/draft-authors.ts";
import { TOO_MANY_PIECES } from "#app/protocol/too-many-pieces.ts";
import type { Database } from "#server/database/index.ts";
import { draftDoers } from "./authorship.ts";
import { loadDocument } from "./load.ts";

/** The most runs in an answer; a draft edited for a year has thousands. */
const MOST_RUNS = 100_000;

/**
 * The author of each piece of a draft's text, and when. Authorship survives compaction and freezing, so
 * it also covers a version's text. Rights are checked before, by `documents.show`. Throws where there is no
 * such draft; refuses for more than 100,000 runs.
 */
export async function draftAuthors(
  { client }: Pick<Database, "client">,
  documentId: string,
): Promise<Outcome<DraftAuthors>> {
  const document = await loadDocument(client, documentId);
  if (!document) throw new Error("no such draft");
  const { partyIds } = document.subject.matter;
  const asked = { partyIds, most: MOST_RUNS, only: "inserted" } as const;
  const doers = await draftDoers(client, documentId, asked);
  if (!doers) return refuse("too-large", TOO_MANY_PIECES);
  return done({ people: doers.people, ranges: doers.inserted });
}
