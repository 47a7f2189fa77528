import { DOCUMENT_KINDS, type DocumentKind } from "./document-kinds/index.ts";
import { LAYOUT_PROFILES, type LayoutProfile } from "./layout.ts";
import type { MatterSubject } from "./matter.ts";

export { DOCUMENT_KINDS, LAYOUT_PROFILES, type DocumentKind, type LayoutProfile };

export const DOCUMENT_STATUSES = [
  "draft",
  "in_review",
  "approved",
  "filed",
  "superseded",
  "withdrawn",
] as const;
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];

export interface DocumentSubject {
  readonly documentId: string;
  readonly kind: DocumentKind;
  readonly status: DocumentStatus;
  readonly requiredOrganizationIds: ReadonlySet<string>;
  readonly matter: MatterSubject;
}
