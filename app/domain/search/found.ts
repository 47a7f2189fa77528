/** Kinds of things that are found, in the order in which their groups are shown. */
export const FOUND_KINDS = [
  "act",
  "document",
  "matter",
  "comment",
  "letter",
  "docket",
  "attachment",
  "clause",
  "person",
  "help",
] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];

/** A piece of an excerpt; `isHit` where it is one of the words that were asked for. */
export interface ExcerptPiece {
  readonly words: string;
  readonly isHit: boolean;
}

/** One thing that was found, as the list shows it. */
export interface FoundItem {
  readonly kind: FoundKind;
  /** Names it among all; not shown. */
  readonly id: string;
  readonly title: string;
  /** Where it is, in words: "Draft · ICE detention contracts", "Version 3 · …"; empty for none. */
  readonly where: string;
  /** The words in their sentence; empty where they stand in the title alone. */
  readonly excerpt: readonly ExcerptPiece[];
  /** The address that opens it at the spot. */
  readonly path: string;
  /** When it last changed, an ISO instant; null where that says nothing. */
  readonly at: string | null;
}

export interface FoundGroup {
  readonly kind: FoundKind;
  readonly items: readonly FoundItem[];
  /** Whether there are more than these. */
  readonly hasMore: boolean;
}

/** The answer to a search: groups in the order of FOUND_KINDS, none of them empty. */
export interface SearchView {
  /** As it was understood: trimmed, cut to its limit. */
  readonly query: string;
  readonly groups: readonly FoundGroup[];
  /** Another spelling that finds something that the reader may see; null for none. */
  readonly meant: string | null;
  /** Whether the index is still being built: older things may be missing. */
  readonly isBuilding: boolean;
}
