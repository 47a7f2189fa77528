import type { DetailInWords } from "#app/document/details/details-in-words.ts";
import type { DocumentKind, DocumentStatus } from "#app/domain/document.ts";
import type { FilingDetails, FilingMethod } from "#app/domain/filing.ts";
import type { FilingZone } from "#app/domain/filing-zone.ts";
import type { CopyVoidCause, ExhibitDelivery } from "#app/domain/filing-copy.ts";
import type { AttachmentView } from "#server/services/attachments/views.ts";
import type { DocumentTag } from "#server/services/documents/tag.ts";
import type { Instant } from "#server/services/instant.ts";
import type { PersonTag } from "#server/services/people/tag.ts";
import type { Standing } from "#server/services/reviews/standing.ts";
import type { VersionTag } from "#server/services/versions/tag.ts";
import type { LetterheadView } from "#server/services/versions/views.ts";

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
  /** Where it was made for filing and nobody has confirmed that it was filed (L21); else null. */
  readonly copy: {
    readonly kind: DocumentKind;
    /** ISO date that its pages print. */
    readonly printedOn: string;
    readonly madeBy: string;
    /** It was discarded, or its approval is void: it is not to be filed. */
    readonly isVoid: boolean;
  } | null;
  /** Where it is the copy that came back stamped (L22): of what was filed, not the filed file; else null. */
  readonly stamped: {
    readonly kind: DocumentKind;
    /** ISO date on which the paper was filed. */
    readonly filedOn: string;
    readonly filedBy: string;
  } | null;
}

/** Pages that were made for filing, with what became of them. */
export interface FilingCopyView {
  readonly id: string;
  /** ISO date that the pages print. */
  readonly printedOn: string;
  /** IANA time zone in which that day is counted. */
  readonly zone: string;
  readonly method: FilingMethod;
  readonly exhibits: ExhibitDelivery;
  readonly versionNumber: number;
  /** SHA-256 of the stored PDF, in hexadecimal. */
  readonly pdfHash: string;
  readonly pdfName: string;
  readonly certifier: string | null;
  readonly signatures: readonly FiledSignature[];
  /** Who attests that the other signers concur; null where the court asks for none. */
  readonly attestedBy: string | null;
  readonly by: PersonTag | null;
  readonly at: Instant;
  readonly takenAt: Instant | null;
  readonly confirmedAt: Instant | null;
  readonly voided: {
    readonly because: CopyVoidCause;
    readonly reason: string | null;
    readonly by: PersonTag | null;
    readonly at: Instant;
  } | null;
}

/** What was filled in on the pages at filing and belongs to it. */
export interface FiledFields extends FilingDetails {
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
  readonly filing: FiledFields & {
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
  /** The stamped copy and what else came back with it (L22), in the order in which it was attached. */
  readonly attachments: readonly AttachmentView[];
  readonly mayAttach: boolean;
  /** The copies that were made for filing, the one that was filed among them; the latest first. */
  readonly copies: readonly FilingCopyView[];
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

/** The three steps of filing (L21): what the page offers and asks for. */
export interface FilingChoices {
  readonly document: DocumentTag;
  readonly standing: Standing;
  readonly version: VersionTag;
  readonly facts: readonly DetailInWords[];
  /** Something in it looks private, and nobody has let it be filed. */
  readonly privateDataUndecided: boolean;
  /** The copy that stands, to be taken away and confirmed; null where one has to be made. */
  readonly copy: FilingCopyView | null;
  /** Those that are void, the latest first. */
  readonly voidedCopies: readonly FilingCopyView[];
  /** The time zone of the agency or court (L24), and the ISO date there. */
  readonly zone: FilingZone;
  readonly today: string;
  /** Proposed from the version's facts; may be empty. */
  readonly addressee: string;
  readonly method: FilingMethod | null;
  /** Who has to confirm the certification; null where the text asks for none. */
  readonly certifier: string | null;
  /** Whether the court may have assigned a number when it is confirmed. */
  readonly asksCaseNumber: boolean;
  /** The number that the docket says; null where it says none. */
  readonly caseNumber: string | null;
  /** The exhibits that have a PDF, which can follow the text or be filed apart (L25). */
  readonly exhibits: readonly {
    readonly id: string;
    readonly letter: string;
    readonly title: string;
  }[];
  readonly signers: readonly {
    readonly id: string;
    readonly name: string;
    readonly organization: string | null;
  }[];
  /** Whether the court asks for an attestation where several signatures are set (L26). */
  readonly asksAttestation: boolean;
}
