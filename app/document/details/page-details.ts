import type { LayoutProfile } from "#app/domain/document.ts";
import type { DocumentDetails } from "./document-details.ts";

/** The details and the layout that generated parts of the page depend on. */
export interface PageDetails {
  /** Null while unknown: generated parts then show their names. */
  readonly facts: DocumentDetails | null;
  readonly layoutProfile: LayoutProfile | null;
}

export const NO_PAGE_DETAILS: PageDetails = { facts: null, layoutProfile: null };
