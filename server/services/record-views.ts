import type { DocumentKind, DocumentStatus, LayoutProfile } from "../../app/domain/document";
import type { VersionFacts } from "../../app/prose/facts";
import type { Instant, Standing, VersionTag } from "./views";

/** What the screens of versions, reviews and filings show: plain data. */

/** A document as the pages around it name it. */
export interface DocumentTag {
  readonly id: string;
  readonly title: string;
  readonly kind: DocumentKind;
  readonly status: DocumentStatus;
  readonly statusAt: Instant;
  readonly layoutProfile: LayoutProfile;
  readonly matter: { readonly slug: string; readonly title: string };
}

export interface VersionListView {
  readonly document: DocumentTag;
  readonly standing: Standing;
  /** The latest first. */
  readonly versions: readonly VersionTag[];
}

export interface VersionView {
  readonly document: DocumentTag;
  readonly version: VersionTag;
  /** The document's title when it was made. */
  readonly title: string;
  /** Safe HTML. */
  readonly html: string;
  readonly facts: VersionFacts;
  readonly layoutProfile: LayoutProfile;
}
