import type { LabeledDetail } from "#app/document/details/labeled-details.ts";
import type { LetterDetails, OrganizationDetails } from "#app/document/details/document-details.ts";
import type { DetailChange } from "#app/document/redline/details.ts";
import type { RedlineCounts, RedlineSection } from "#app/document/redline/index.ts";
import type { TextChoice } from "#app/domain/changes/text-choice.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import type { DocumentTag } from "#server/services/documents/tag.ts";
import type { StateTag } from "#server/services/history/views.ts";
import type { Standing } from "#server/services/reviews/standing.ts";
import type { PersonTag } from "#server/services/people/tag.ts";
import type { DrawnChange } from "#server/workers/redline/index.ts";
import type { VersionTag } from "./tag.ts";

/** The details that are printed above a letter; null for other documents. */
export type LetterheadView = {
  readonly letter: LetterDetails;
  readonly organizations: readonly OrganizationDetails[];
} | null;

export interface VersionListView {
  readonly document: DocumentTag;
  readonly standing: Standing;
  /** The latest first. */
  readonly versions: readonly VersionTag[];
  /** Whether the reader may keep a text of it as a template. */
  readonly keepsTexts: boolean;
}

export interface VersionView {
  readonly document: DocumentTag;
  readonly version: VersionTag;
  /** The document's title at that time. */
  readonly title: string;
  /** Safe HTML. */
  readonly html: string;
  /** The signed details, besides the text. */
  readonly facts: readonly LabeledDetail[];
  readonly letterhead: LetterheadView;
  readonly layoutProfile: LayoutProfile;
}

/** A version on its own page. */
export interface VersionPageView extends VersionView {
  /** Whether the reader may write in the draft, and so put this text back. */
  readonly isDrafter: boolean;
  /** Whether the reader may keep it as a template. */
  readonly keepsTexts: boolean;
}

/** One of two compared texts. */
export type ComparedTag =
  | { readonly is: "version"; readonly version: VersionTag }
  | { readonly is: "state"; readonly state: StateTag }
  | { readonly is: "draft" };

/** The compared texts. */
export interface RedlineChoice {
  readonly from: TextChoice;
  readonly to: TextChoice;
  /** Both in one text, or beside each other. */
  readonly view?: "inline" | "sides" | undefined;
}

/** The differences between two versions: the text, and the details that the page depends on. */
export interface TextChanges {
  /** Safe HTML. */
  readonly html: string;
  readonly counts: RedlineCounts;
  /** False where some blocks were too different to be compared by word. */
  readonly exact: boolean;
  readonly facts: readonly DetailChange[];
  /** Both texts beside each other, as safe HTML; null where that was not asked for. */
  readonly sides: string | null;
  /** The changes one by one, as they are numbered in the HTML. */
  readonly changes: readonly DrawnChange[];
  readonly sections: readonly RedlineSection[];
  /** The people of whom the changes tell by index; null for who was removed. */
  readonly writers: readonly (PersonTag | null)[];
}

export interface RedlineView {
  readonly document: DocumentTag;
  /** All versions, the latest first, to choose from. */
  readonly versions: readonly VersionTag[];
  readonly from: ComparedTag;
  readonly to: ComparedTag;
  readonly changes: TextChanges;
  /** The number of unknown pieces of both texts that the comparison leaves out. */
  readonly leftOut: number;
  /** Whether the reader may write in the draft, and so put old words back. */
  readonly isDrafter: boolean;
}
