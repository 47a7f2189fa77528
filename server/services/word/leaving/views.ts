import type { DocumentTag } from "#server/services/documents/tag.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";
import type { PersonTag } from "#server/services/people/tag.ts";
import type { VersionTag } from "#server/services/versions/tag.ts";

/** Counts of the margin that could go along, of everybody's or of one organization's own. */
export interface LeavingMargin {
  /** Open suggestions that would be tracked changes. */
  readonly suggestions: number;
  readonly threads: number;
  /** Comments in these, with those of suggestions. */
  readonly comments: number;
}

/** A Word file's contents before it leaves (W3). */
export interface LeavingView {
  readonly document: DocumentTag;
  readonly text:
    | { readonly is: "draft"; readonly change: number }
    | { readonly is: "version"; readonly version: VersionTag }
    | { readonly is: "redline"; readonly from: VersionTag; readonly to: VersionTag | null };
  /** All versions, the latest first. */
  readonly versions: readonly VersionTag[];
  /** Whether the draft can be chosen, and not only versions. */
  readonly hasDraft: boolean;
  /** Pieces of the draft that can't be shown and are left out. */
  readonly leftOut: number;
  readonly shared: LeavingMargin;
  /** Of the reader's own organizations, what only these see. */
  readonly own: readonly (LeavingMargin & { readonly organization: OrganizationTag })[];
  /** Authors who would be named, of changes, suggestions and comments. */
  readonly people: readonly PersonTag[];
  /** Names that a Word file claimed, as the file that leaves would say them. */
  readonly claimed: readonly string[];
  /** Older threads and suggestions that can't go along. */
  readonly older: number;
  /** Sentences on what looks private in comments and suggestions. */
  readonly looksPrivate: readonly string[];
}
