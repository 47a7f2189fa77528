import type { FiledExhibit } from "./exhibit-files.ts";
import type { LabeledDetail } from "#app/document/details/labeled-details.ts";
import type { DocumentKind, DocumentStatus } from "#app/domain/document.ts";
import type { FilingDetails, FilingMethod } from "#app/domain/filing.ts";
import type { Finding } from "#app/domain/readiness.ts";
import type { FilingZone } from "#app/domain/filing-zone.ts";
import type { CopyStanding, CopyVoidCause, ExhibitDelivery } from "#app/domain/filing-copy.ts";
import type { AttachmentView } from "#server/services/attachments/views.ts";
import type { DocumentTag } from "#server/services/documents/tag.ts";
import type { Instant } from "#server/services/instant.ts";
import type { PrivateDataView } from "#server/services/private-data/views.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";
import type { PersonTag } from "#server/services/people/tag.ts";
import type { NumberedItem } from "#app/document/numbering/requested-items.ts";
import type { HandedFile } from "#server/services/handed-file.ts";
import type { Standing } from "#server/services/reviews/standing.ts";
import type { ReviewView } from "#server/services/reviews/views.ts";
import type { VersionTag } from "#server/services/versions/tag.ts";
import type { LetterheadView } from "#server/services/versions/views.ts";
import type { ArchiveOrigin } from "#server/services/matters/views.ts";

/** A PDF for download. */
export interface PdfFile extends HandedFile {
  /** Whether these are the stored bytes of a filing. */
  readonly filed: boolean;
}

/** The public result of looking up a file by its hash. */
export interface VerifiedView {
  readonly hash: string;
  /** Null if no file with that hash was filed from this workspace. */
  readonly filing: {
    readonly kind: DocumentKind;
    /** ISO date. */
    readonly filedOn: string;
    /** The organization that led the matter when the filing was recorded. */
    readonly filedBy: string;
    /** ISO date on which it was brought in, where it was filed before it came here (L59). */
    readonly broughtInOn: string | null;
  } | null;
  /** A copy made for filing that nobody has confirmed as filed (L21); otherwise null. */
  readonly copy: {
    readonly kind: DocumentKind;
    /** ISO date printed on its pages. */
    readonly printedOn: string;
    /** The organization that led the matter when it was made. */
    readonly madeBy: string;
    /** Whether it was discarded or its approval is void, so that it must not be filed. */
    readonly isVoid: boolean;
  } | null;
  /** A copy that came back stamped (L22), which is not the filed file itself; otherwise null. */
  readonly stamped: {
    readonly kind: DocumentKind;
    /** ISO date of the document's filing. */
    readonly filedOn: string;
    /** As of a filing. */
    readonly filedBy: string;
    readonly broughtInOn: string | null;
  } | null;
}

/** A filing copy and its state. */
export interface FilingCopyView {
  readonly id: string;
  /** ISO date printed on the pages. */
  readonly printedOn: string;
  /** IANA time zone of that date. */
  readonly zone: string;
  readonly method: FilingMethod;
  readonly exhibits: ExhibitDelivery;
  readonly versionNumber: number;
  /** SHA-256 of the stored PDF, in hexadecimal. */
  readonly pdfHash: string;
  readonly pdfName: string;
  readonly certifier: string | null;
  readonly signatures: readonly FiledSignature[];
  /** The signer who attests that the others concur; null if the court doesn't require it. */
  readonly attestedBy: string | null;
  readonly by: PersonTag | null;
  readonly at: Instant;
  /** The findings let stand when it was made, by check and place, and why; null for nothing. */
  readonly letStand: {
    readonly findings: readonly { readonly check: string; readonly place: string | null }[];
    readonly reason: string;
  } | null;
  readonly takenAt: Instant | null;
  readonly confirmedAt: Instant | null;
  readonly voided: {
    readonly because: CopyVoidCause;
    readonly reason: string | null;
    readonly by: PersonTag | null;
    readonly at: Instant;
  } | null;
}

/** The values filled in on the pages at filing, which belong to it. */
interface FiledFields extends FilingDetails {
  readonly caseNumber: string | null;
  readonly signatures: readonly FiledSignature[];
}

/** A "/s/ Name" printed on the pages. */
interface FiledSignature {
  readonly name: string;
  readonly organization: string | null;
  /** How and when the signer consented; null for older filings, which did not ask for it. */
  readonly consent: string | null;
}

/** Another filed document of the matter. */
interface FiledTag {
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
  readonly facts: readonly LabeledDetail[];
  readonly letterhead: LetterheadView;
  readonly filing: FiledFields & {
    readonly certifier: string | null;
    /** SHA-256 of the stored PDF, in hexadecimal. */
    readonly pdfHash: string;
    readonly pdfName: string;
    readonly by: PersonTag | null;
    readonly at: Instant;
  };
  /** The archive that says that it was filed (A3); null where it was filed or brought in here. */
  readonly fromArchive: ArchiveOrigin | null;
  /** Null where its PDF was made here. */
  readonly broughtIn: BroughtInView | null;
  /** The exhibits that were filed as files of their own (L25); empty where they are in the PDF. */
  readonly exhibitsApart: readonly FiledExhibit[];
  /** Oldest first. */
  readonly corrections: readonly {
    readonly before: Partial<FilingDetails>;
    readonly after: Partial<FilingDetails>;
    readonly by: PersonTag | null;
    readonly at: Instant;
  }[];
  /**
   * The stamped copy and other files that came back (L22), in the order in which they were
   * attached.
   */
  readonly attachments: readonly AttachmentView[];
  readonly mayAttach: boolean;
  /** All filing copies, including the filed one, latest first. */
  readonly copies: readonly FilingCopyView[];
  /** How it was superseded by another filing, or withdrawn with a reason. */
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

/** All that is known of a paper that was filed before it came here, besides its filing (L59). */
interface BroughtInView {
  readonly organizations: readonly string[];
  /** The agency's numbers that were typed of it. */
  readonly numbers: readonly string[];
  readonly items: readonly NumberedItem[];
  /** Findings of a program in the PDF and in what was typed, and what it could not read, a sentence each. */
  readonly found: readonly string[];
  /** Why that may stand; null where nothing was found. */
  readonly reason: string | null;
  /** The filing copy that the same bytes are; null for none. */
  readonly madeAs: {
    readonly at: Instant;
    /** Null where it was made in another matter, of which nothing more is told. */
    readonly paper: { readonly title: string; readonly standing: CopyStanding } | null;
  } | null;
}

/** The options of the form that brings in a paper. */
export interface BringInChoices {
  readonly matter: { readonly slug: string; readonly title: string };
  readonly organizations: readonly (OrganizationTag & { readonly hasLeft: boolean })[];
  readonly dockets: readonly { readonly id: string; readonly name: string }[];
  /** Null where it is not recorded. */
  readonly agency: string | null;
  /** ISO date: the latest possible day of filing. */
  readonly today: string;
}

/** The choices in the three steps of filing (L21). */
export interface FilingChoices {
  readonly document: DocumentTag;
  readonly standing: Standing;
  readonly version: VersionTag;
  readonly facts: readonly LabeledDetail[];
  /** Private data in it is undecided for filing. */
  readonly privateDataUndecided: boolean;
  /** Private-looking data in it that were let stand, with each decision (L61). */
  readonly privateStands: {
    readonly findings: readonly Finding[];
    readonly decisions: PrivateDataView["decisions"];
  };
  /** The current copy, to be downloaded and confirmed; null if one has to be made. */
  readonly copy: FilingCopyView | null;
  /** The void ones, latest first. */
  readonly voidedCopies: readonly FilingCopyView[];
  /** The time zone of the agency or court (L24), and the current ISO date there. */
  readonly zone: FilingZone;
  readonly today: string;
  /** The default, from the version's details; may be empty. */
  readonly addressee: string;
  readonly method: FilingMethod | null;
  /** The person who has to confirm the certification; null if the text has none. */
  readonly certifier: string | null;
  /** Whether the court may have assigned a number by the time of confirmation. */
  readonly asksCaseNumber: boolean;
  /** The docket's case number; null if none is recorded. */
  readonly caseNumber: string | null;
  /** The exhibits with a PDF, which can follow the text or be filed as separate files (L25). */
  readonly exhibits: readonly FiledExhibit[];
  readonly signers: readonly {
    readonly id: string;
    readonly name: string;
    readonly organization: string | null;
  }[];
  /** Whether the court requires an attestation for several signatures (L26). */
  readonly asksAttestation: boolean;
  /** The findings let stand when the version was submitted, by whom and when (L61). */
  readonly letStand: ReviewView["letStand"];
  /**
   * Contradictions of record and text (L13, L35), each of which needs a reason, or blocks (L71);
   * without what was let stand when the current copy was made.
   */
  readonly findings: readonly Finding[];
  /** The places that are open in the text: whoever makes a copy lets each stand again, by its key (L61). */
  readonly open: readonly (Finding & { readonly key: string })[];
  /** The key of all of them. */
  readonly seen: string;
}
