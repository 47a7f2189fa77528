import type { AuthoredRange } from "./author-index.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { Person } from "#app/editor/presence/people.ts";

/** The data for "Show authors": the people, and what each of them wrote. */
export interface DraftAuthors {
  readonly people: readonly Person[];
  readonly ranges: readonly AuthoredRange[];
}

/**
 * The server's port for "Show authors", `draftAuthors` in the load context. Rights are checked
 * before. Without it the button is hidden.
 */
export type DraftAuthorsPort = (documentId: string) => Promise<Outcome<DraftAuthors>>;

export function draftAuthorsOf(context: object): DraftAuthorsPort | null {
  return "draftAuthors" in context && typeof context.draftAuthors === "function"
    ? (context.draftAuthors as DraftAuthorsPort)
    : null;
}

/** The response of /documents/:documentId/authors. */
export interface AuthorsAnswer extends DraftAuthors {
  /** Words that were suggested by others than who wrote them into the draft (M11). */
  readonly suggested?: {
    readonly people: readonly Person[];
    readonly ranges: readonly AuthoredRange[];
  };
}
