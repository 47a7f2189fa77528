import type { Refusal } from "#app/domain/refusal.ts";
import type { Suggested } from "#app/document/suggestion/suggested.ts";
import type { Place } from "#app/domain/margin/place.ts";

/** A person beside the text, as everybody of the parties may see them. */
export interface ThreadPerson {
  readonly userId: string;
  readonly name: string;
  readonly organization: string;
  /** Index into the palette of organization colors. */
  readonly colour: number;
}

export interface CommentView {
  readonly id: string;
  readonly author: ThreadPerson;
  /** Empty where its author removed it. */
  readonly text: string;
  readonly mentions: readonly ThreadPerson[];
  /** ISO instants. */
  readonly at: string;
  readonly editedAt: string | null;
  readonly removedAt: string | null;
  readonly isMine: boolean;
}

const SUGGESTION_STATES = ["open", "accepted", "rejected", "withdrawn"] as const;
export type SuggestionState = (typeof SUGGESTION_STATES)[number];

export interface SuggestionView extends Suggested {
  readonly state: SuggestionState;
  readonly decidedBy: ThreadPerson | null;
  readonly decidedAt: string | null;
}

/** A thread as one reader sees it. */
export interface ThreadView {
  readonly id: string;
  /** The organization whose people alone see it; null for everybody of the parties (M2). */
  readonly organization: { readonly id: string; readonly shortName: string } | null;
  readonly place: Place;
  /** Of a place in a version: its number. */
  readonly versionNumber: number | null;
  readonly by: ThreadPerson;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly resolved: { readonly by: ThreadPerson; readonly at: string } | null;
  readonly comments: readonly CommentView[];
  readonly suggestion: SuggestionView | null;
  /** Others wrote in it, or changed its state, since this reader read it. */
  readonly isUnread: boolean;
  /** In a thread of one organization: whose agreement is missing until all parties may read it; null
   * while nobody has asked. */
  readonly sharing: {
    readonly waitsFor: readonly ThreadPerson[];
    readonly youAgreed: boolean;
  } | null;
}

/** The answer of GET /documents/:id/threads, for all of a document or those with the given ids. */
export interface ThreadsAnswer {
  readonly threads: readonly ThreadView[];
  /** Ids of older threads that did not fit into the answer: to be asked for by `ids`. */
  readonly rest?: readonly string[];
  /** Whom one may mention: everybody of the parties, each with the organizations they are of. */
  readonly people: readonly (ThreadPerson & { readonly organizationIds: readonly string[] })[];
  /** Organizations of the matter that this reader is of: the scopes they may choose. */
  readonly scopes: readonly { readonly id: string; readonly shortName: string }[];
  readonly may: { readonly comment: boolean; readonly decide: boolean };
}

/** A suggestion that stays as it was, and why. */
export interface LeftOpen {
  readonly threadId: string;
  readonly refusal: Refusal;
}

/** The answer to a change: the threads that it changed, as the reader sees them now. */
export interface ThreadsChanged {
  readonly threads: readonly ThreadView[];
  /** Of several suggestions that were decided at once: those that stay as they were. */
  readonly left?: readonly LeftOpen[];
}
