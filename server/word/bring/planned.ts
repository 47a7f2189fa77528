import type { WordClaim, WordFateName } from "#app/domain/word-return.ts";
import type { KeptSuggestion } from "#server/workers/margin/kept-suggestion.ts";

/**
 * Changes and talk that a file would bring, as the worker found them: plain data, to cross processes.
 * Nothing of them is written before a person saw it.
 */
export interface WordPlan {
  /** Whether the blocks were found by the file's keys, or only by their words. */
  readonly alignedBy: "keys" | "words";
  /** Tracked changes by author, as the file says: several may stand in one paragraph. */
  readonly tracked: readonly CountedAuthor[];
  /** The paragraphs in which something changed that nobody tracked. */
  readonly silent: readonly string[];
  readonly changes: readonly PlannedChange[];
  readonly talk: readonly PlannedTalk[];
  readonly fates: readonly PlannedFate[];
  /** Changes that can't be a suggestion, in words: what is too long in one piece. */
  readonly leftOut: readonly LeftOutChange[];
  /** How much more of each there is than a plan may hold. */
  readonly beyond: PlanBeyond;
}

type PlanBeyond = Readonly<Record<"changes" | "comments" | "silent" | "leftOut", number>>;

/** Where something hangs in the text that left. */
export interface PlannedPlace {
  readonly blockId: string;
  readonly fromOffset: number;
  readonly toOffset: number;
  readonly quote: string;
  readonly before: string;
  readonly after: string;
}

/** A change that came back, as the suggestion that it becomes. */
export interface PlannedChange extends WordClaim {
  /** Whether Word tracked it; else it was found by comparing. */
  readonly isTracked: boolean;
  /** The paragraph in the text that left: "¶ 14" by its printed number, else "paragraph 3". */
  readonly where: string;
  /** The same for the same change, whatever ids new paragraphs have (W10). */
  readonly identity: string;
  /** The identity of the piece of the same long change that has the added paragraph behind which it goes on. */
  readonly follows?: string;
  readonly suggestion: KeptSuggestion;
  /** Null only where nothing left. */
  readonly place: PlannedPlace | null;
  /** Whether the draft says so already, or all of it waits beside it since an earlier return. */
  readonly isThere: boolean;
  /** Whether it has paragraphs that did not leave: a later return may have them with other words. */
  readonly adds: boolean;
}

/** A comment that came back, with the answers to it; or answers to a thread of ours. */
export interface PlannedTalk {
  /** The thread of ours that they answer; null for a new one. */
  readonly threadId: string | null;
  readonly where: string | null;
  /** Of a new thread; null where its words are nowhere in the text that left. */
  readonly place: PlannedPlace | null;
  readonly isDone: boolean;
  readonly comments: readonly PlannedComment[];
}

export interface PlannedComment extends WordClaim {
  readonly text: string;
}

/** The fate in Word of one of our own suggestions or threads. */
export interface PlannedFate extends WordClaim {
  readonly threadId: string;
  readonly fate: WordFateName;
}

export interface LeftOutChange {
  readonly where: string;
  readonly why: string;
}

/** Facts told of a file before anything else is known of it. */
export interface WordReport {
  readonly title: string | null;
  readonly paragraphs: number;
  readonly words: number;
  /** Tracked changes by author; "" where the file names none. */
  readonly changes: readonly CountedAuthor[];
  /** Comments and answers by author. */
  readonly comments: readonly CountedAuthor[];
  readonly notKept: readonly NotKeptLine[];
  /** Words that stay behind, as a document prints these from its own details. */
  readonly printed?: readonly NotKeptLine[];
  /** The opaque code in it (W6). */
  readonly code: string | null;
}

export interface CountedAuthor {
  readonly author: string;
  readonly count: number;
}

/** A kind that can't be kept, and where it stood. */
export interface NotKeptLine {
  readonly what: string;
  readonly count: number;
  /** "¶ 14", "in the footnotes": some of its places. */
  readonly places: readonly string[];
}
