import type { AuthoredRange, AuthorshipRow } from "./author-index.ts";
import type { Person } from "#app/editor/presence/people.ts";

/** The data for "Show authors": the people, and each person's part of each commit. */
export interface DraftAuthorship {
  readonly people: readonly Person[];
  /** In the order of the commits; `person` is an index into `people`. */
  readonly rows: readonly AuthorshipRow[];
}

/**
 * The server's port for "Show authors", `draftAuthors` in the load context. Rights are checked
 * before. Without it the button is hidden.
 */
export type DraftAuthorsPort = (documentId: string) => Promise<DraftAuthorship>;

export function draftAuthorsOf(context: object): DraftAuthorsPort | null {
  return "draftAuthors" in context && typeof context.draftAuthors === "function"
    ? (context.draftAuthors as DraftAuthorsPort)
    : null;
}

/** The response of /documents/:documentId/authors. */
export interface AuthorsAnswer {
  readonly people: readonly Person[];
  readonly ranges: readonly AuthoredRange[];
  /** Words that were suggested by others than who wrote them into the draft (M11). */
  readonly suggested?: {
    readonly people: readonly Person[];
    readonly ranges: readonly AuthoredRange[];
  };
}
