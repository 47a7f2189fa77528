import { COURT_PROFILES, LAYOUT_PROFILES, type LayoutProfile } from "./layout.ts";
import type { MatterSubject } from "./matter.ts";

export const DOCUMENT_KINDS = ["request", "complaint", "appeal", "letter"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const DOCUMENT_STATUSES = [
  "draft",
  "in_review",
  "approved",
  "filed",
  "superseded",
  "withdrawn",
] as const;
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];

export { LAYOUT_PROFILES, type LayoutProfile };

/** The layout profiles that each kind of document can use; the first is the default. */
export const LAYOUT_PROFILES_OF: Readonly<Record<DocumentKind, readonly LayoutProfile[]>> = {
  request: ["letter"],
  complaint: COURT_PROFILES,
  appeal: ["letter"],
  letter: ["letter"],
};

export interface DocumentSubject {
  readonly documentId: string;
  readonly kind: DocumentKind;
  readonly status: DocumentStatus;
  readonly requiredOrganizationIds: ReadonlySet<string>;
  readonly matter: MatterSubject;
}
