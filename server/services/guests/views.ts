import type { DocumentStatus, LayoutProfile } from "#app/domain/document.ts";
import type { SuggestionState } from "#app/document/margin/thread-view.ts";
import type { DocumentTag } from "#server/services/documents/tag.ts";
import type { Instant } from "#server/services/instant.ts";
import type { LetterheadView } from "#server/services/versions/views.ts";
import type { PartyView } from "#server/services/matters/parties.ts";

/** A guest of a document, as everybody who may see it is told. */
export interface GuestView {
  readonly linkId: string;
  readonly name: string;
  /** For those who may end the link; null for others. */
  readonly email: string | null;
  /** By short name: the party that answers for them. */
  readonly organization: string;
  readonly invitedBy: string;
  readonly mayComment: boolean;
  readonly mayReadVersions: boolean;
  readonly createdAt: Instant;
  /** ISO date of the last day on which it opens, in Washington. */
  readonly lastDay: string;
  /** Null while nobody has opened it. */
  readonly openedAt: Instant | null;
}

/** All who can see a document. */
export interface DocumentReadersView {
  readonly document: DocumentTag;
  readonly parties: readonly PartyView[];
  readonly guests: readonly GuestView[];
  readonly may: {
    /** The organizations for which the reader may invite a guest. */
    readonly inviteFor: readonly { readonly id: string; readonly name: string }[];
    readonly end: boolean;
  };
  /** Whether the server sends mail: without it nobody can be invited. */
  readonly mails: boolean;
  /** ISO days: the first and the last that may be chosen. */
  readonly days: { readonly first: string; readonly last: string };
}

/** A guest of a matter's documents, for the pages that list who takes part in it. */
export interface MatterGuest {
  readonly linkId: string;
  readonly name: string;
  readonly document: { readonly id: string; readonly title: string };
}

/** A guest's link before the code: nothing of the document. */
export interface GuestDoorView {
  readonly name: string;
  /** "j…@example.org" */
  readonly address: string;
  readonly organization: string;
  /** ISO date, as above. */
  readonly lastDay: string;
  /** The open page, where this browser has shown the code already. */
  readonly open: string | null;
}

/** A paragraph that a guest may name. */
export interface GuestParagraph {
  readonly blockId: string;
  /** Its first words. */
  readonly words: string;
  /** Whether it is nothing but letters, so that a guest can propose others. */
  readonly isPlain: boolean;
}

/** A thread of the parties as a guest reads it: names, and no ids of people. */
export interface GuestThreadView {
  readonly id: string;
  readonly by: string;
  /** The author in Word, as a file claims; null for what was written here. */
  readonly claim: string | null;
  /** The words that it hangs on; empty for the document as a whole. */
  readonly quote: string;
  readonly comments: readonly {
    readonly id: string;
    readonly author: string;
    readonly claim: string | null;
    readonly text: string;
    readonly at: Instant;
    readonly isEdited: boolean;
    readonly isRemoved: boolean;
    readonly isMine: boolean;
  }[];
  readonly suggestion: {
    /** "Replace “said” with “has declared”" */
    readonly says: string;
    readonly state: SuggestionState;
    readonly isMine: boolean;
  } | null;
  readonly isResolved: boolean;
}

/** The document as a guest reads it. */
export interface GuestPageView {
  readonly linkId: string;
  readonly guest: { readonly name: string; readonly organization: string };
  /** ISO date, as above. */
  readonly lastDay: string;
  readonly title: string;
  readonly matter: string;
  readonly status: DocumentStatus;
  readonly layoutProfile: LayoutProfile;
  readonly html: string;
  readonly letterhead: LetterheadView;
  /** Threads of the parties alone. */
  readonly threads: readonly GuestThreadView[];
  /** How many more there are than fit into a page. */
  readonly more: number;
  readonly paragraphs: readonly GuestParagraph[];
  readonly versions: readonly {
    readonly number: number;
    readonly name: string | null;
    readonly createdAt: Instant;
  }[];
  readonly may: { readonly comment: boolean; readonly suggest: boolean };
  readonly hearsAnswers: boolean;
  /** For the next form of each kind: what is sent again is kept once. */
  readonly key: string;
}

/** A version as a guest reads it. */
export interface GuestVersionView {
  readonly linkId: string;
  readonly title: string;
  readonly number: number;
  readonly name: string | null;
  readonly createdAt: Instant;
  readonly html: string;
  readonly letterhead: LetterheadView;
  readonly layoutProfile: LayoutProfile;
}

/** A paragraph for which a guest proposes other words. */
export interface GuestSuggestView {
  readonly linkId: string;
  readonly title: string;
  readonly blockId: string;
  readonly words: string;
  readonly seen: string;
  readonly key: string;
}
