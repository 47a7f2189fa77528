import type { LayoutProfile } from "#app/domain/document.ts";
import type { DocumentDetails } from "./document-details.ts";

/** What is drawn into the text without being typed depends on these. */
export interface PageDetails {
  /** Null as long as they are not known: what depends on them is then drawn by its name. */
  readonly facts: DocumentDetails | null;
  readonly layoutProfile: LayoutProfile | null;
}

/** Where nothing is known. */
export const NO_PAGE_DETAILS: PageDetails = { facts: null, layoutProfile: null };
