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

export const LAYOUT_PROFILES = ["letter", "nd-cal", "cd-cal", "sdny", "ddc"] as const;
export type LayoutProfile = (typeof LAYOUT_PROFILES)[number];

/** Which layout profiles suit a kind of document; the first is proposed. */
export const LAYOUT_PROFILES_OF: Readonly<Record<DocumentKind, readonly LayoutProfile[]>> = {
  request: ["letter"],
  complaint: ["nd-cal", "cd-cal", "sdny", "ddc"],
  appeal: ["letter"],
  letter: ["letter"],
};

/** What decisions need to know of a document. */
export interface DocumentSubject {
  readonly documentId: string;
  readonly kind: DocumentKind;
  readonly status: DocumentStatus;
  readonly requiredOrganizationIds: ReadonlySet<string>;
  readonly matter: MatterSubject;
}
