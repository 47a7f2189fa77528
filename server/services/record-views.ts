import type { DocumentKind, DocumentStatus, LayoutProfile } from "#app/domain/document.ts";
import type { PrivateDataPurpose } from "#app/domain/forms/private-data.ts";
import type { PrivateDatum } from "#app/domain/private-data.ts";
import type { FilingDetails, FilingMethod } from "#app/domain/filing.ts";
import type { LetterDetails, OrganizationDetails } from "#app/document/details/document-details.ts";
import type { DetailInWords } from "#app/document/details/details-in-words.ts";
import type { RedlineCounts } from "#app/document/redline/index.ts";
import type { DetailChange } from "#app/document/redline/details.ts";
import type { Instant, PersonTag, Standing, VersionTag } from "./views.ts";

/** What the screens of versions, reviews and filings show: plain data. */

/** What is printed above a letter from its facts; null for what is no letter. */
export type LetterheadView = {
  readonly letter: LetterDetails;
  readonly organizations: readonly OrganizationDetails[];
} | null;

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

/** What looks private in a text, and who has let it stand. */
export interface PrivateDataView {
  readonly document: DocumentTag;
  /** The version's number; null for the document as it is. */
  readonly number: number | null;
  /** In their order; `place` is the block's id, null for a fact beside the text. */
  readonly data: readonly (Pick<PrivateDatum, "kind" | "place" | "shown"> & {
    /** The exhibit that it stands in; null where it stands in the text or beside it. */
    readonly exhibit: {
      readonly id: string;
      readonly letter: string;
      readonly title: string;
      /** From 1. */
      readonly page: number;
    } | null;
  })[];
  /** Exhibits with pages, from 1, that are pictures or hold no text: a person has to look at them. */
  readonly unread: readonly {
    readonly id: string;
    readonly letter: string;
    readonly title: string;
    readonly pages: readonly number[];
  }[];
  /** Names what was found: a decision holds for exactly that. */
  readonly key: string;
  /** The latest first. */
  readonly decisions: readonly {
    readonly purpose: PrivateDataPurpose;
    readonly reason: string;
    readonly by: PersonTag | null;
    readonly at: Instant;
  }[];
  /** Whether the reader may let it be filed, too. */
  readonly mayDecide: boolean;
  readonly mayFile: boolean;
}

/** A PDF as it is handed out. */
export interface PdfFile {
  readonly bytes: Uint8Array;
  /** A plain file name. */
  readonly name: string;
  /** Whether these are the stored bytes of a filing. */
  readonly filed: boolean;
}

/** What is known in public of a file by its hash. */
export interface VerifiedView {
  readonly hash: string;
  /** Null where no file with that hash was filed from this workspace. */
  readonly filing: {
    readonly kind: DocumentKind;
    /** ISO date. */
    readonly filedOn: string;
    /** The organization that led the matter. */
    readonly filedBy: string;
  } | null;
}

/** What was filled in on the pages at filing and belongs to it. */
export interface FilingFields extends FilingDetails {
  readonly caseNumber: string | null;
  readonly signatures: readonly FiledSignature[];
}

/** A "/s/ Name" that was set on the pages. */
export interface FiledSignature {
  readonly name: string;
  readonly organization: string | null;
  /** How and when the signer consented; null where it was not asked for yet. */
  readonly consent: string | null;
}

/** Another document of the matter that was filed. */
export interface FiledTag {
  readonly id: string;
  readonly title: string;
  readonly kind: DocumentKind;
  readonly status: DocumentStatus;
  /** ISO date. */
  readonly filedOn: string;
}

export interface FiledView {
  readonly document: DocumentTag;
  readonly standing: Standing;
  readonly version: VersionTag;
  /** Safe HTML. */
  readonly html: string;
  readonly facts: readonly DetailInWords[];
  readonly letterhead: LetterheadView;
  readonly filing: FilingFields & {
    readonly certifier: string | null;
    /** SHA-256 of the stored PDF, in hexadecimal. */
    readonly pdfHash: string;
    readonly pdfName: string;
    readonly by: PersonTag | null;
    readonly at: Instant;
  };
  /** Oldest first. */
  readonly corrections: readonly {
    readonly before: Partial<FilingDetails>;
    readonly after: Partial<FilingDetails>;
    readonly by: PersonTag | null;
    readonly at: Instant;
  }[];
  /** How it stopped being the latest word: superseded by another, or withdrawn with a reason. */
  readonly ended: {
    readonly successor: FiledTag | null;
    readonly reason: string | null;
    readonly by: PersonTag | null;
    readonly at: Instant;
  } | null;
  readonly supersedes: readonly FiledTag[];
  /** The documents that could supersede it. */
  readonly successors: readonly FiledTag[];
}

/** What the form for recording a filing offers and asks for. */
export interface FilingChoices {
  readonly document: DocumentTag;
  readonly standing: Standing;
  readonly version: VersionTag;
  readonly facts: readonly DetailInWords[];
  /** Something in it looks private, and nobody has let it be filed. */
  readonly privateDataUndecided: boolean;
  /** ISO date where filings are dated. */
  readonly today: string;
  /** Proposed from the version's facts; may be empty. */
  readonly addressee: string;
  readonly method: FilingMethod | null;
  /** Who has to confirm the certification; null where the text asks for none. */
  readonly certifier: string | null;
  readonly asksCaseNumber: boolean;
  /** The number that the docket says; null where it says none. */
  readonly caseNumber: string | null;
  readonly signers: readonly {
    readonly id: string;
    readonly name: string;
    readonly organization: string | null;
  }[];
}
