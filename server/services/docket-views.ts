import type { DocumentKind, DocumentStatus } from "#app/domain/document.ts";
import type { DocketDetails } from "#app/document/details/docket.ts";
import type { SignerDetails } from "#app/document/details/document-details.ts";
import type { FilledDetailsForm } from "#app/document/details/details-form.ts";
import type { SharedDetails } from "#app/document/details/shared-details.ts";
import type { DocketSummary } from "./docket-summary.ts";
import type { DocumentTag } from "./record-views.ts";

interface FilingChoice {
  readonly id: string;
  readonly title: string;
  /** ISO date. */
  readonly filedOn: string;
}

interface MatterName {
  readonly slug: string;
  readonly title: string;
}

/** A document that uses facts which are edited elsewhere. */
export interface PaperTag {
  readonly id: string;
  readonly title: string;
  readonly kind: DocumentKind;
  readonly status: DocumentStatus;
}

/** A lawsuit of a matter. */
export interface DocketView {
  readonly id: string;
  readonly name: string;
  readonly matter: MatterName;
  readonly facts: DocketDetails;
  readonly revision: number;
  readonly documents: readonly PaperTag[];
  readonly enforces: readonly FilingChoice[];
  /** Those that it could enforce. */
  readonly filings: readonly FilingChoice[];
  readonly may: { readonly edit: boolean };
}

/** What the form for a new docket begins with. */
export interface NewDocketView {
  readonly matter: MatterName;
  readonly facts: DocketDetails;
  readonly filings: readonly FilingChoice[];
  /** The draft whose caption it is made of. */
  readonly document: {
    readonly id: string;
    readonly title: string;
    readonly factsRevision: number;
  } | null;
}

/** What the papers of a matter share. */
export interface SharedFactsView {
  readonly matter: MatterName;
  /**
   * As the form begins: what is recorded, and for what is not, what the matter's papers say alike.
   */
  readonly facts: SharedDetails;
  /** What papers say differently, and nothing is recorded of. */
  readonly differing: {
    readonly organizations: readonly {
      readonly id: string;
      readonly says: readonly (readonly string[])[];
    }[];
    readonly addressee: readonly (readonly string[])[];
    /** Names. */
    readonly signers: readonly string[];
  };
  readonly addresseeRecorded: boolean;
  readonly revision: number;
  /** The fingerprint of `facts`. */
  readonly filledIn: string;
  /** Whom signers may sign for, and whose address may be recorded. */
  readonly organizations: readonly { readonly id: string; readonly name: string }[];
  readonly documents: readonly PaperTag[];
}

/** The facts of a draft: its own, to be edited, and the others as they stand. */
export interface DocumentFactsView {
  readonly document: DocumentTag;
  readonly form: FilledDetailsForm;
  /** The fingerprint of what is the form's own. */
  readonly filledIn: string;
  /** Who may be chosen to sign. */
  readonly signers: readonly (SignerDetails & { readonly organization: string })[];
  /** The matter's dockets. */
  readonly dockets: readonly DocketSummary[];
  /** The lawsuit's part of the caption; null for a letter. */
  readonly caption: Pick<
    DocketDetails,
    "court" | "district" | "division" | "caseNumber" | "plaintiffs" | "defendants"
  > | null;
  /** The agency's address that the matter records; null where it records none. */
  readonly agencyAddressee: readonly string[] | null;
  readonly may: { readonly createDocket: boolean; readonly editShared: boolean };
}
