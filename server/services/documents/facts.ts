import type { DocumentFacts } from "../../../app/domain/document";
import type { Resources } from "../resources";
import { loadDocument } from "./load";

/** What decisions need to know of a document, for the rooms; null if there is none. */
export async function documentFacts(
  { database }: Resources,
  documentId: string,
): Promise<DocumentFacts | null> {
  return (await loadDocument(database.client, documentId))?.facts ?? null;
}
