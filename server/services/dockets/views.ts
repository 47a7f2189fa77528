import type { DocumentKind } from "#app/domain/document.ts";
import type { DocketDetails } from "#app/document/details/docket.ts";
import type { PaperTag } from "#server/services/documents/tag.ts";

/** A row in the list of a matter's dockets. */
export interface DocketSummary {
  readonly id: string;
  /** Its parties and its number. */
  readonly name: string;
  readonly court: string;
  readonly district: string;
  readonly caseNumber: string | null;
  /** ISO date. */
  readonly filedOn: string | null;
  /** The number of its documents. */
  readonly papers: number;
}

export interface FilingChoice {
  readonly id: string;
  readonly title: string;
  /** ISO date. */
  readonly filedOn: string;
}

export interface MatterName {
  readonly slug: string;
  readonly title: string;
}

/** A lawsuit of a matter. */
export interface DocketView {
  readonly id: string;
  readonly name: string;
  readonly matter: MatterName;
  readonly facts: DocketDetails;
  readonly documents: readonly PaperTag[];
  readonly enforces: readonly FilingChoice[];
  /** The filings that it could enforce. */
  readonly filings: readonly FilingChoice[];
  /** The papers that deadlines of the docket ask for, by the key of each, which the reader may begin here. */
  readonly drafts: readonly { readonly deadline: string; readonly kind: DocumentKind }[];
  /** Papers that the reader may move between this docket and others of the matter: out of it, or into it. */
  readonly moves: { readonly out: readonly PaperTag[]; readonly in: readonly PaperTag[] };
  readonly may: { readonly edit: boolean; readonly draft: boolean };
}

/** The initial values of the form for a new docket. */
export interface NewDocketView {
  readonly matter: MatterName;
  readonly facts: DocketDetails;
  readonly filings: readonly FilingChoice[];
  /** The draft from whose caption it is made. */
  readonly document: {
    readonly id: string;
    readonly title: string;
    readonly factsRevision: number;
  } | null;
}
