import type { DocumentKind, DocumentStatus, LayoutProfile } from "../../app/domain/document";
import type { FactInWords } from "../../app/prose/facts-in-words";
import type { RedlineCounts } from "../../app/prose/redline";
import type { FactChange } from "../../app/prose/redline/facts";
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
  /** What is signed beside the text. */
  readonly facts: readonly FactInWords[];
  readonly layoutProfile: LayoutProfile;
}

/** Which two texts are compared, by the numbers of versions. */
export interface RedlineChoice {
  readonly from: number;
  readonly to: number | "draft";
}

/** What differs between two versions: the text, and the facts that the page depends on. */
export interface TextChanges {
  /** Safe HTML. */
  readonly html: string;
  readonly counts: RedlineCounts;
  /** False where some blocks were too different to be compared word by word. */
  readonly exact: boolean;
  readonly facts: readonly FactChange[];
}

export interface RedlineView {
  readonly document: DocumentTag;
  /** All of them, the latest first, to choose from. */
  readonly versions: readonly VersionTag[];
  readonly from: VersionTag;
  /** Null for the draft as it is now. */
  readonly to: VersionTag | null;
  readonly changes: TextChanges;
}

/** The review desk: the frozen text, and what changed since the reader last decided on it. */
export interface ReviewView extends VersionView {
  readonly standing: Standing;
  readonly changes:
    | (TextChanges & {
        readonly since: VersionTag;
        /** Whether the reader decided on that version themselves, or it is just the one before. */
        readonly why: "yours" | "previous";
      })
    | null;
}
