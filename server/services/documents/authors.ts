import type { DraftAuthors } from "#app/editor/authors/draft-authors.ts";
import type { Database } from "#server/database/index.ts";
import { draftDoers } from "./authorship.ts";
import { loadDocument } from "./load.ts";

/** The most runs in an answer; a draft edited for a year has thousands. */
const MOST_RUNS = 100_000;

/**
 * Who wrote which text of a draft, and when. Authorship survives compaction and freezing, so it also
 * covers a version's text. Rights are checked before, by `documents.show`. Throws where there is no
 * such draft, or for more than 100,000 runs.
 */
export async function draftAuthors(
  { client }: Pick<Database, "client">,
  documentId: string,
): Promise<DraftAuthors> {
  const document = await loadDocument(client, documentId);
  if (!document) throw new Error("no such draft");
  const { partyIds } = document.facts.matter;
  const doers = await draftDoers(client, documentId, { partyIds, most: MOST_RUNS });
  if (!doers) throw new Error("too many runs of words to tell their authors");
  return { people: doers.people, ranges: doers.inserted };
}
