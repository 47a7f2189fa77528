import type { OfferedTemplate } from "#server/services/organization-texts/for-new-document.ts";
import type { KindOfDocument } from "#app/domain/document-kinds/kind.ts";
import type { FilingSummary } from "./summary.ts";
import type { FilledDetailsForm } from "#app/document/details/details-form.ts";
import type { DocketDetails } from "#app/document/details/docket.ts";
import type { DocumentDetails, SignerDetails } from "#app/document/details/document-details.ts";
import type { DocumentKind, DocumentStatus, LayoutProfile } from "#app/domain/document.ts";
import type { DocketSummary, FilingChoice } from "#server/services/dockets/views.ts";
import type { DocumentTag } from "./tag.ts";
import type { Instant } from "#server/services/instant.ts";
import type { PartyView } from "#server/services/matters/parties.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";
import type { PersonTag } from "#server/services/people/tag.ts";
import type { Standing } from "#server/services/reviews/standing.ts";

/** The options of the form for a new document. */
export interface DocumentChoices {
  readonly matter: { readonly id: string; readonly slug: string; readonly title: string };
  readonly kinds: readonly {
    readonly kind: DocumentKind;
    readonly layoutProfiles: readonly LayoutProfile[];
    readonly suit: KindOfDocument["suit"];
  }[];
  readonly parties: readonly OrganizationTag[];
  /** The lawsuits that a court filing may belong to. */
  readonly dockets: readonly {
    readonly id: string;
    readonly name: string;
    /** The layout of its court; null for a court without one. */
    readonly layoutProfile: LayoutProfile | null;
  }[];
  /** The default: the matter's only lawsuit, else null. */
  readonly docketId: string | null;
  /** The filed requests that a complaint, an appeal or a letter may be about. */
  readonly requests: readonly FilingChoice[];
  /** The letters that an appeal may be from (L62), the latest last. */
  readonly letters: readonly LetterChoice[];
  /** The templates of the reader's own organizations, of all kinds. */
  readonly templates: readonly OfferedTemplate[];
  /** Otherwise every party is required. */
  readonly mayChooseRequired: boolean;
}

/** A letter of the agency that can be appealed. */
interface LetterChoice {
  readonly id: string;
  /** "Fee waiver denied", with the part of the request that it is about. */
  readonly name: string;
  readonly dated: string;
  /** The title of its request. */
  readonly request: string;
}

/** A document for the desk and its header. */
export interface DocumentView {
  readonly id: string;
  readonly title: string;
  readonly kind: DocumentKind;
  readonly layoutProfile: LayoutProfile;
  readonly status: DocumentStatus;
  readonly statusAt: Instant;
  readonly createdAt: Instant;
  readonly createdBy: PersonTag | null;
  readonly editedAt: Instant;
  readonly editedBy: PersonTag | null;
  /** The number of the draft's last committed batch. */
  readonly sequence: number;
  readonly generation: number;
  readonly schemaVersion: number;
  /** `permissions.roomAccess`: whether the reader may write in the room now. */
  readonly access: "read" | "write";
  readonly matter: {
    readonly id: string;
    readonly slug: string;
    readonly title: string;
    /** Then nothing of it is written, whatever its status. */
    readonly isArchived: boolean;
    readonly lead: OrganizationTag;
    readonly parties: readonly PartyView[];
    /** All documents of the matter, including this one. */
    readonly documents: readonly {
      readonly id: string;
      readonly title: string;
      readonly kind: DocumentKind;
      readonly status: DocumentStatus;
    }[];
  };
  readonly requiredOrganizations: readonly OrganizationTag[];
  /** Null for unfiled documents. */
  readonly filed: FilingSummary | null;
  /** The details that the page depends on, and the number of their changes. */
  readonly facts: DocumentDetails;
  readonly factsRevision: number;
  readonly standing: Standing;
  readonly may: {
    readonly edit: boolean;
    readonly rename: boolean;
    readonly comment: boolean;
    readonly submit: boolean;
    readonly setRequiredOrganizations: boolean;
  };
}

/** The details of a draft: its own, to be edited, and the current values of the others. */
export interface DocumentDetailsView {
  readonly document: DocumentTag;
  readonly form: FilledDetailsForm;
  /** The form's base. */
  readonly base: string;
  /** The signers that may be chosen. */
  readonly signers: readonly (SignerDetails & { readonly organization: string })[];
  /** The matter's dockets. */
  readonly dockets: readonly DocketSummary[];
  /** The lawsuit's part of the caption; null for a letter. */
  readonly caption: Pick<
    DocketDetails,
    "court" | "district" | "division" | "caseNumber" | "plaintiffs" | "defendants"
  > | null;
  /** The agency's recorded address; null for none. */
  readonly agencyAddressee: readonly string[] | null;
  readonly may: { readonly createDocket: boolean; readonly editShared: boolean };
}
