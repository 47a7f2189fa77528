import type { SharedDetails } from "#app/document/details/shared-details.ts";
import type { DocketSummary, MatterName } from "#server/services/dockets/views.ts";
import type { DocumentSummary } from "#server/services/documents/summary.ts";
import type { PaperTag } from "#server/services/documents/tag.ts";
import type { Instant } from "#server/services/instant.ts";
import type { AgencyView } from "./agency.ts";
import type { PartyView } from "./parties.ts";
import type { OrganizationTag, OrganizationView } from "#server/services/organizations/tag.ts";

/** A line of a list of matters. */
export interface MatterSummary {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly lead: OrganizationTag;
  /** In their order, the lead among them. */
  readonly parties: readonly OrganizationTag[];
  readonly documentCount: number;
  /** When text of any of its documents was last committed; null without documents. */
  readonly editedAt: Instant | null;
}

export interface MatterListView {
  readonly matters: readonly MatterSummary[];
  readonly may: { readonly create: boolean };
}

export interface MatterView {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** Paragraphs, separated by blank lines; empty if not written yet. */
  readonly narrative: string;
  readonly agency: AgencyView;
  readonly createdAt: Instant;
  readonly lead: OrganizationTag;
  readonly parties: readonly PartyView[];
  readonly documents: readonly DocumentSummary[];
  readonly dockets: readonly DocketSummary[];
  /** Organizations that were asked and have not accepted yet. */
  readonly asked: readonly (OrganizationTag & { readonly invitedAt: Instant })[];
  /** Organizations that could be asked; empty for those who may not change the parties. */
  readonly candidates: readonly OrganizationTag[];
  readonly may: {
    readonly createDocument: boolean;
    readonly changeParties: boolean;
    readonly handOverLead: boolean;
    readonly editNarrative: boolean;
    /** Its title and agency. */
    readonly correct: boolean;
    readonly editFacts: boolean;
    readonly createDocket: boolean;
  };
}

/** A matter that an organization is asked to, and all that is told of it until it accepts. */
export interface AskedMatter {
  readonly matterId: string;
  readonly title: string;
  readonly lead: OrganizationTag;
  /** Which organization is asked. */
  readonly organization: OrganizationTag;
  /** Null where they have left. */
  readonly invitedBy: string | null;
  readonly invitedAt: Instant;
}

/** The matters of one organization. */
export interface OrganizationMattersView {
  readonly organization: OrganizationView;
  /** Empty for those who can't answer. */
  readonly asked: readonly AskedMatter[];
  readonly matters: readonly {
    readonly id: string;
    readonly slug: string;
    readonly title: string;
    readonly lead: OrganizationTag;
    /** Whether this organization is its lead, which hands over before it leaves. */
    readonly leads: boolean;
    readonly mayLeave: boolean;
  }[];
  readonly may: { readonly answer: boolean };
}

/** What the form for a new matter offers. */
export interface MatterChoices {
  /** Organizations that the reader administers, one of which leads. */
  readonly leads: readonly OrganizationTag[];
  /** All organizations of the workspace. */
  readonly organizations: readonly OrganizationTag[];
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
  /** What the form is filled in with, as it carries it. */
  readonly base: string;
  readonly dockets: readonly DocketSummary[];
  /** Whom signers may sign for, and whose address may be recorded. */
  readonly organizations: readonly { readonly id: string; readonly name: string }[];
  readonly documents: readonly PaperTag[];
}
