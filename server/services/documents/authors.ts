import type { DraftAuthors } from "#app/editor/authors/draft-authors.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Database } from "#server/database/index.ts";
import { draftDoers } from "./authorship.ts";
import { loadDocument } from "./load.ts";

/** The most runs in an answer; a draft edited for a year has thousands. */
const MOST_RUNS = 100_000;

/**
 * Who wrote which text of a draft, and when. Authorship survives compaction and freezing, so it also
 * covers a version's text. Rights are checked before, by `documents.show`. Throws where there is no
 * such draft; refuses for more than 100,000 runs.
 */
export async function draftAuthors(
  { client }: Pick<Database, "client">,
  documentId: string,
): Promise<Outcome<DraftAuthors>> {
  const document = await loadDocument(client, documentId);
  if (!document) throw new Error("no such draft");
  const { partyIds } = document.facts.matter;
  const asked = { partyIds, most: MOST_RUNS, only: "inserted" } as const;
  const doers = await draftDoers(client, documentId, asked);
  if (!doers) return refuse("too-large", TOO_MANY);
  return done({ people: doers.people, ranges: doers.inserted });
}

const TOO_MANY =
  "This text was written in too many pieces to show who wrote which. Nothing was changed; what is new since a moment can still be shown with who wrote it.";
