import { SCHEMA_VERSION } from "#app/document/schema-version.ts";
import type { DocumentView } from "#server/services/index.ts";
import type { DraftPage } from "./open-draft.ts";

/** A draft as the session of its desk needs it. */
export function draftPageOf(
  view: DocumentView,
  { userId }: { readonly userId: string },
): DraftPage {
  const { id: documentId, title, generation, access, status, statusAt } = view;
  const schemaVersion = SCHEMA_VERSION;
  return { documentId, title, userId, generation, schemaVersion, access, status, statusAt };
}
