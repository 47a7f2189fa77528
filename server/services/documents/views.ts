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

/** What the form for a new document offers. */
export interface DocumentChoices {
  readonly matter: { readonly id: string; readonly slug: string; readonly title: string };
  readonly kinds: readonly {
    readonly kind: DocumentKind;
    readonly layoutProfiles: readonly LayoutProfile[];
  }[];
  readonly parties: readonly OrganizationTag[];
  /** The lawsuits that a paper for a court may belong to. */
  readonly dockets: readonly { readonly id: string; readonly name: string }[];
  /** The one that a further paper most likely belongs to: the matter's only one, else null. */
  readonly docketId: string | null;
  /** The filed requests that a complaint, an appeal or a letter may be about. */
  readonly requests: readonly FilingChoice[];
  /** Otherwise every party is required. */
  readonly mayChooseRequired: boolean;
}

/** One document for the desk and its header. */
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
  /** Number of the last committed batch of the draft. */
  readonly sequence: number;
  readonly generation: number;
  readonly schemaVersion: number;
  /** `permissions.roomAccess`: whether the reader may write in the room now. */
  readonly access: "read" | "write";
  readonly matter: {
    readonly id: string;
    readonly slug: string;
    readonly title: string;
    readonly lead: OrganizationTag;
    readonly parties: readonly PartyView[];
    /** All documents of the matter, this one among them. */
    readonly documents: readonly {
      readonly id: string;
      readonly title: string;
      readonly kind: DocumentKind;
      readonly status: DocumentStatus;
    }[];
  };
  readonly requiredOrganizations: readonly OrganizationTag[];
  /** Null for what was not filed. */
  readonly filed: FilingSummary | null;
  /** The facts that the page depends on, and how often they were changed. */
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

/** The facts of a draft: its own, to be edited, and the others as they stand. */
export interface DocumentFactsView {
  readonly document: DocumentTag;
  readonly form: FilledDetailsForm;
  /** The fingerprint of what is the form's own. */
  readonly filledIn: string;
  /** What the form is filled in with, as it carries it. */
  readonly base: string;
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
