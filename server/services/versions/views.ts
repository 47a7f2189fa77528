import type { DetailInWords } from "#app/document/details/details-in-words.ts";
import type { LetterDetails, OrganizationDetails } from "#app/document/details/document-details.ts";
import type { DetailChange } from "#app/document/redline/details.ts";
import type { RedlineCounts } from "#app/document/redline/index.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import type { DocumentTag } from "#server/services/documents/tag.ts";
import type { Standing } from "#server/services/reviews/standing.ts";
import type { VersionTag } from "./tag.ts";

/** What is printed above a letter from its details; null for other documents. */
export type LetterheadView = {
  readonly letter: LetterDetails;
  readonly organizations: readonly OrganizationDetails[];
} | null;

export interface VersionListView {
  readonly document: DocumentTag;
  readonly standing: Standing;
  /** The latest first. */
  readonly versions: readonly VersionTag[];
}

export interface VersionView {
  readonly document: DocumentTag;
  readonly version: VersionTag;
  /** The document's title at that time. */
  readonly title: string;
  /** Safe HTML. */
  readonly html: string;
  /** The signed details, besides the text. */
  readonly facts: readonly DetailInWords[];
  readonly letterhead: LetterheadView;
  readonly layoutProfile: LayoutProfile;
}

/** The compared texts, by version number. */
export interface RedlineChoice {
  readonly from: number;
  readonly to: number | "draft";
}

/** The differences between two versions: the text, and the details that the page depends on. */
export interface TextChanges {
  /** Safe HTML. */
  readonly html: string;
  readonly counts: RedlineCounts;
  /** False where some blocks were too different to be compared by word. */
  readonly exact: boolean;
  readonly facts: readonly DetailChange[];
}

export interface RedlineView {
  readonly document: DocumentTag;
  /** All versions, the latest first, to choose from. */
  readonly versions: readonly VersionTag[];
  readonly from: VersionTag;
  /** Null for the current draft. */
  readonly to: VersionTag | null;
  readonly changes: TextChanges;
  /** The number of unknown pieces of the draft that the comparison leaves out. */
  readonly leftOut: number;
}
