import type { SharedDetails } from "#app/document/details/shared-details.ts";
import type { DocketSummary, MatterName } from "#server/services/dockets/views.ts";
import type { MatterGuest } from "#server/services/guests/views.ts";
import type { DocumentSummary } from "#server/services/documents/summary.ts";
import type { PaperTag } from "#server/services/documents/tag.ts";
import type { Instant } from "#server/services/instant.ts";
import type { AgencyView } from "./agency.ts";
import type { NamingView } from "./papers-naming.ts";
import type { PartyView } from "./parties.ts";
import type { OrganizationTag, OrganizationView } from "#server/services/organizations/tag.ts";
import type { PersonTag } from "#server/services/people/tag.ts";

/** An entry of a list of matters. */
export interface MatterSummary {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly lead: OrganizationTag;
  /** In order, including the lead. */
  readonly parties: readonly OrganizationTag[];
  readonly documentCount: number;
  /** When the text of any of its documents was last committed; null without documents. */
  readonly editedAt: Instant | null;
  /** When it was put away; null for the others. */
  readonly archivedAt: Instant | null;
  readonly may: { readonly createDocument: boolean };
}

export interface MatterListView {
  readonly matters: readonly MatterSummary[];
  readonly may: { readonly create: boolean };
}

/** All that people and programs alike are shown of a matter itself. */
export interface MatterHead {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** Paragraphs, separated by blank lines; empty if not written yet. */
  readonly narrative: string;
  readonly agency: AgencyView;
  readonly createdAt: Instant;
  readonly lead: OrganizationTag;
}

export interface MatterView extends MatterHead {
  /** When and by whom it was put away; null for a matter that people work in. */
  readonly archived: ArchivedView | null;
  /** The archive with which it was brought in (A3); null for one that was begun here. */
  readonly fromArchive: ArchiveOrigin | null;
  readonly parties: readonly PartyView[];
  /** Papers and pages that name each party, for who may remove it; empty for others. */
  readonly naming: readonly (NamingView & { readonly organizationId: string })[];
  readonly documents: readonly DocumentSummary[];
  readonly dockets: readonly DocketSummary[];
  /** People of no organization who read one of its documents. */
  readonly guests: readonly MatterGuest[];
  /** Organizations that were invited and have not accepted yet. */
  readonly asked: readonly (OrganizationTag & { readonly invitedAt: Instant })[];
  /** The party that is asked to lead; null for none. */
  readonly leadOffered: { readonly organizationId: string; readonly at: Instant } | null;
  /** Organizations that could be invited; empty for those who may not change the parties. */
  readonly candidates: readonly OrganizationTag[];
  readonly may: {
    readonly createDocument: boolean;
    /** Bring in a paper that was filed elsewhere (L59). */
    readonly bringIn: boolean;
    readonly changeParties: boolean;
    readonly handOverLead: boolean;
    readonly editNarrative: boolean;
    /** May correct its title and agency. */
    readonly correct: boolean;
    readonly editDetails: boolean;
    /** May read and edit the names to watch for; nobody else learns whether there are any. */
    readonly watchNames: boolean;
    readonly createDocket: boolean;
    /** Put it away, or bring it back. */
    readonly archive: boolean;
    /** Take an archive of it along. */
    readonly takeAlong: boolean;
    /** Begin another matter from what is in this one. */
    readonly duplicate: boolean;
  };
}

export interface ArchivedView {
  readonly at: Instant;
  /** Null where they have left. */
  readonly by: string | null;
}

/** A matter that an organization is invited to, or asked to lead, with all that is shown of it before acceptance. */
export interface AskedMatter {
  readonly part: "party" | "lead";
  readonly matterId: string;
  readonly title: string;
  readonly lead: OrganizationTag;
  /** The invited organization. */
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
    /** Whether this organization is the lead, which must hand over before it leaves. */
    readonly leads: boolean;
    readonly mayLeave: boolean;
    readonly isArchived: boolean;
    /** Papers and pages that name it there, for who may have it leave. */
    readonly naming: NamingView;
  }[];
  readonly may: { readonly answer: boolean };
}

/** The options of the form for a new matter. */
export interface MatterChoices {
  /** Organizations that the reader administers, one of which leads. */
  readonly leads: readonly OrganizationTag[];
  /** All organizations of the workspace. */
  readonly organizations: readonly OrganizationTag[];
}

/** The shared details of a matter. */
export interface SharedDetailsView {
  readonly matter: MatterName;
  /**
   * The form's initial values: what is recorded, and otherwise what the matter's documents agree
   * on.
   */
  readonly facts: SharedDetails;
  /** Unrecorded details on which documents differ. */
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
  /** The form's base. */
  readonly base: string;
  readonly dockets: readonly DocketSummary[];
  /** The organizations that signers may sign for, and whose address may be recorded. */
  readonly organizations: readonly { readonly id: string; readonly name: string }[];
  readonly documents: readonly PaperTag[];
  /** Whether the reader may edit those that are drafts, too. */
  readonly mayDraft: boolean;
}

/** The archive with which a matter came, as the line of the record tells that brought it in. */
export interface ArchiveOrigin {
  readonly at: Instant;
  readonly by: PersonTag | null;
  /** The address of the workspace that it names; null where it names none. */
  readonly from: string | null;
}
