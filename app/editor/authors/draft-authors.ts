import type { AuthoredRange, AuthorshipRow } from "./author-index.ts";
import type { Person } from "#app/editor/presence/people.ts";

/** What the server hands over for "Show authors": who wrote, and each commit's part of each. */
export interface DraftAuthorship {
  readonly people: readonly Person[];
  /** In the order of the commits; `person` counts into `people`. */
  readonly rows: readonly AuthorshipRow[];
}

/**
 * The port through which the desk asks for it, on the load context as `draftAuthors`. Rights are
 * checked before. A server that does not offer it has no "Show authors" button.
 */
export type DraftAuthorsPort = (documentId: string) => Promise<DraftAuthorship>;

export function draftAuthorsOf(context: object): DraftAuthorsPort | null {
  return "draftAuthors" in context && typeof context.draftAuthors === "function"
    ? (context.draftAuthors as DraftAuthorsPort)
    : null;
}

/** The answer of /documents/:documentId/authors. */
export interface AuthorsAnswer {
  readonly people: readonly Person[];
  readonly ranges: readonly AuthoredRange[];
}
