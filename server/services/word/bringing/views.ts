import type { WordClaim, WordFateName } from "#app/domain/word-return.ts";
import type { SuggestionSummary } from "#app/document/margin/suggestion-summary.ts";
import type { DocumentStatus } from "#app/domain/document.ts";
import type { VersionTag } from "#server/services/versions/tag.ts";
import type { PersonTag } from "#server/services/people/tag.ts";
import type { WordPlan, WordReport } from "#server/word/bring/planned.ts";

/** A Word file that waits, as the person who sent it sees it. */
export interface WordArrivalView extends Pick<
  WordReport,
  "title" | "paragraphs" | "words" | "changes" | "comments" | "notKept"
> {
  readonly id: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly expiresAt: string;
  /** Captions, signatures and the like, which a document prints from its own details. */
  readonly printed: WordReport["notKept"];
  /** The document that it left from, where its sender may see that; else nothing is told. */
  readonly cameFrom: WordOrigin | null;
  /** Whether it has a code: one that means nothing here, or nothing to this person. */
  readonly hasCode: boolean;
  /** Where the person was who sent it. */
  readonly documentId: string | null;
  readonly slug: string | null;
  /** Drafts into which it may go at the caret, or with which it may be compared. */
  readonly documents: readonly WordTarget[];
  /** Matters in which it may become a draft. */
  readonly matters: readonly {
    readonly slug: string;
    readonly title: string;
    /** Ids of the actor's organizations that may keep what is beside it to their own people. */
    readonly own: readonly string[];
  }[];
}

export interface WordTarget {
  readonly id: string;
  readonly title: string;
  readonly matter: string;
  readonly mayEdit: boolean;
  readonly mayBringIn: boolean;
}

/** Text that left and came back. */
export interface WordOrigin {
  readonly document: { readonly id: string; readonly title: string; readonly matter: string };
  /** The version that left; null for the draft. */
  readonly version: number | null;
  readonly isRedline: boolean;
  readonly takenAt: string;
  readonly takenBy: PersonTag | null;
  /** Whether it came from the matter in which its sender was. */
  readonly isElsewhere: boolean;
}

/** One change as the page lists it. */
export interface ReturnedChangeView extends WordClaim {
  readonly isTracked: boolean;
  readonly where: string;
  readonly summary: SuggestionSummary;
}

export interface ReturnedTalkView {
  readonly isAnswer: boolean;
  /**
   * The organization whose people alone read it, whatever is chosen: it answers what its reader can't see or
   * can't answer. Null for all others.
   */
  readonly onlyFor: string | null;
  readonly where: string | null;
  readonly quote: string;
  readonly comments: readonly (WordClaim & { readonly text: string })[];
}

/** A file as it would come into a document. */
export interface WordReturnView extends Pick<
  WordPlan,
  "alignedBy" | "tracked" | "silent" | "leftOut"
> {
  readonly arrival: Pick<WordArrivalView, "id" | "fileName" | "notKept" | "expiresAt">;
  readonly document: { readonly id: string; readonly title: string; readonly slug: string };
  readonly origin: WordOrigin | null;
  readonly text: string;
  /** Whether the text that left with it is not kept any more. */
  readonly isTextLost: boolean;
  /** Texts that it may be compared with instead. */
  readonly texts: readonly { readonly value: string; readonly label: string }[];
  readonly changes: readonly ReturnedChangeView[];
  readonly talk: readonly ReturnedTalkView[];
  readonly fates: readonly FateCount[];
  /** Of the changes and comments, those that are here already. */
  readonly known: number;
  /** Answers to what some people alone read, which can't be kept to anybody and so don't come in. */
  readonly withheld: number;
  /**
   * How many of the changes, for whom it is shown, and of the comments come in at once; the others by
   * bringing the file in again.
   */
  readonly fitting: number;
  readonly fittingTalk: number;
  /** How many more changes, comments and the like there are than are listed, and come in at once. */
  readonly beyond: WordPlan["beyond"];
  readonly seen: string;
  /** Organizations that may be chosen to see it alone, and how many of the changes fit there. */
  readonly scopes: readonly {
    readonly id: string;
    readonly shortName: string;
    readonly fitting: number;
  }[];
  /** The organization that is chosen at first, and the sentence that says why; null for everybody. */
  readonly preselected: { readonly organizationId: string; readonly why: string } | null;
  /** The organization for whose people alone all of this is shown; null for everybody. */
  readonly readers: string | null;
  /** Whether it may bring others something else, so that the page is shown for each. */
  readonly areReadersApart: boolean;
  /** Null where it may be brought in; else why not. */
  readonly refusal: string | null;
  /** Set where the text is fixed: the version that it is fixed as, and whether it may be open again. */
  readonly frozen: {
    readonly status: Exclude<DocumentStatus, "draft">;
    readonly version: VersionTag | null;
    readonly since: string;
    readonly mayReopen: boolean;
  } | null;
}

/** A file that waits, in the list of who sent it. */
export interface WaitingWordFileView {
  readonly id: string;
  readonly fileName: string;
  /** The day and hour until which it waits, in words: its own page has them in the reader's zone. */
  readonly until: string;
}

interface FateCount {
  readonly fate: WordFateName;
  readonly count: number;
}

/** An act that brought a file in, in a list. */
export interface ListedWordReturn {
  readonly id: string;
  readonly fileName: string;
  readonly at: string;
  readonly by: PersonTag | null;
  readonly isUndone: boolean;
}

/** One act that brought a file in. */
export interface WordBroughtView {
  readonly id: string;
  readonly document: { readonly id: string; readonly title: string; readonly slug: string };
  readonly fileName: string;
  readonly at: string;
  readonly by: PersonTag | null;
  readonly suggestions: Readonly<Record<"open" | "accepted" | "rejected" | "withdrawn", number>>;
  readonly comments: number;
  readonly answers: number;
  readonly undone: { readonly at: string; readonly by: PersonTag | null } | null;
  readonly mayTakeBack: boolean;
}

/** Counts of an act that took back, and the sentences about parts that it left. */
export interface WordTakenBack {
  readonly suggestions: number;
  readonly comments: number;
  /** Why the others stay, in sentences. */
  readonly left: readonly string[];
}
