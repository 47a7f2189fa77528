import type { DetailInWords } from "#app/document/details/details-in-words.ts";
import type { LetterDetails, OrganizationDetails } from "#app/document/details/document-details.ts";
import type { DetailChange } from "#app/document/redline/details.ts";
import type { RedlineCounts } from "#app/document/redline/index.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import type { DocumentTag } from "#server/services/documents/tag.ts";
import type { Standing } from "#server/services/reviews/standing.ts";
import type { VersionTag } from "./tag.ts";

/** What is printed above a letter from its facts; null for what is no letter. */
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
  /** The document's title when it was made. */
  readonly title: string;
  /** Safe HTML. */
  readonly html: string;
  /** What is signed beside the text. */
  readonly facts: readonly DetailInWords[];
  readonly letterhead: LetterheadView;
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
  readonly facts: readonly DetailChange[];
}

export interface RedlineView {
  readonly document: DocumentTag;
  /** All of them, the latest first, to choose from. */
  readonly versions: readonly VersionTag[];
  readonly from: VersionTag;
  /** Null for the draft as it is now. */
  readonly to: VersionTag | null;
  readonly changes: TextChanges;
  /** How many things of the draft can't be shown, and are left out of the comparison. */
  readonly leftOut: number;
}
