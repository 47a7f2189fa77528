import { redirect, type AppLoadContext } from "react-router";
import type { Actor } from "#app/domain/actor.ts";
import type { DocumentStatus } from "#app/domain/document.ts";
import type { Outcome } from "#app/domain/refusal.ts";

/** In the query of the page that shows where a document stands, for who comes from one that is over. */
const MOVED = "moved";

/** The page that says what became of a document in that status. */
const PLACES: Readonly<Record<DocumentStatus, string>> = {
  draft: "versions",
  in_review: "review",
  approved: "review",
  filed: "filed",
  superseded: "filed",
  withdrawn: "filed",
};

const SENTENCES: Readonly<Record<DocumentStatus, string>> = {
  draft: "It is a draft again, so there is nothing to sign or to file. Nothing was done.",
  in_review: "It was submitted for review already. This is the version that is to be signed.",
  approved: "It is approved already. This is the version that was signed.",
  filed: "It is filed already. This is what was filed.",
  superseded: "A later filing has taken its place. This is what was filed.",
  withdrawn: "It was withdrawn. This is what was filed.",
};

/**
 * Leads from a page of a step that the document is past, such as the browser's page before, to the one that
 * says what became of it; null where the reader is there already.
 */
export function movedOn(documentId: string, status: DocumentStatus, from: string): Response | null {
  const place = PLACES[status];
  return place === from ? null : redirect(`/documents/${documentId}/${place}?${MOVED}`);
}

interface Coming {
  readonly actor: Actor;
  readonly params: { readonly documentId: string };
  readonly context: AppLoadContext;
}

/** The same for a page that was refused, where the document's status is why; else the refusal. */
export async function refusedOrMovedOn(
  refused: Outcome<never>,
  { actor, params: { documentId }, context }: Coming,
  from: string,
): Promise<Outcome<never>> {
  if (context.isSent || refused.ok || refused.refusal.code !== "wrong-status") return refused;
  const shown = await context.services.documents.show(actor, documentId);
  const to = shown.ok ? movedOn(documentId, shown.value.status, from) : null;
  if (to) throw to;
  return refused;
}

/** The sentence for those who were led there; null for everybody else. */
export function movedOnSentence(search: URLSearchParams, status: DocumentStatus): string | null {
  return search.has(MOVED) ? SENTENCES[status] : null;
}
