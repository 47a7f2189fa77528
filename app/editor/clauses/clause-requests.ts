import type { Outcome } from "#app/domain/refusal.ts";
import type { ClauseContent, ClauseLibraryView } from "#server/services/index.ts";

/** A request's outcome: its answer, or why there is none, in a sentence. */
type ClauseAnswer<T> = { readonly value: T } | { readonly sentence: string };

/** Milliseconds until an answer is given up. */
const PATIENCE_MS = 15_000;

const UNREAD =
  "The clauses can’t be read now. Nothing was changed; check your connection and try again.";
const UNSENT =
  "It could not be sent now, so nothing was kept. What you typed is still here; check your connection and try again.";

export function readLibrary(
  documentId: string,
  query: string,
  left: AbortSignal,
): Promise<ClauseAnswer<ClauseLibraryView>> {
  return read(`/documents/${documentId}/clauses?q=${encodeURIComponent(query)}`, left);
}

export function readClause(
  documentId: string,
  clauseId: string,
  left: AbortSignal,
): Promise<ClauseAnswer<ClauseContent>> {
  return read(`/documents/${documentId}/clauses?clause=${encodeURIComponent(clauseId)}`, left);
}

async function read<T>(address: string, left: AbortSignal): Promise<ClauseAnswer<T>> {
  try {
    const answer = await fetch(address, {
      headers: { Accept: "application/json" },
      signal: AbortSignal.any([left, AbortSignal.timeout(PATIENCE_MS)]),
    });
    const isOurs = answer.headers.get("Content-Type")?.includes("application/json") ?? false;
    if (answer.status === 404) return { sentence: "This clause is not there any more." };
    // The server's own type: both come from one build.
    return answer.ok && isOurs ? { value: (await answer.json()) as T } : { sentence: UNREAD };
  } catch {
    // Nothing but the request and its answer is tried.
    return { sentence: UNREAD };
  }
}

interface ClauseToKeep {
  readonly name: string;
  readonly note: string;
  readonly schemaVersion: number;
  /** Its paragraphs as JSON. */
  readonly content: string;
  readonly keepNames: boolean;
}

/** Keeps a clause; null where that was done, else why not. */
export async function sendClause(
  documentId: string,
  organizationId: string,
  clause: ClauseToKeep,
): Promise<string | null> {
  try {
    const of = encodeURIComponent(organizationId);
    const answer = await fetch(`/documents/${documentId}/clauses?of=${of}`, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      body: JSON.stringify(clause),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const outcome = (await answer.json()) as Outcome<unknown>;
    return outcome.ok ? null : outcome.refusal.sentence;
  } catch {
    // Nothing but the request and its answer is tried.
    return UNSENT;
  }
}
