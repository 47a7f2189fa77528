import type { Role } from "#app/domain/actor.ts";
import type { DocumentKind, DocumentStatus, LayoutProfile } from "#app/domain/document.ts";
import type { VoidCause } from "#app/domain/sign-off.ts";
import type { DocketSummary } from "./docket-summary.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import type { UnreadableDraftView } from "./documents/migrated.ts";

/** What screens show: plain data, ready to be sent to the browser. */

/** An instant, as ISO 8601 in UTC. */
export type Instant = string;

/** An organization as it is named and coloured everywhere. */
export interface OrganizationTag {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  /** Index into the palette of organization colours. */
  readonly colour: number;
}

/** A person by name, with the organization they are seen as: one that is party to the matter. */
export interface PersonTag {
  readonly userId: string;
  readonly name: string;
  readonly organization: OrganizationTag | null;
}

export interface OrganizationView extends OrganizationTag {
  readonly city: string | null;
}

/** A line of the list of organizations. */
export interface OrganizationSummary extends OrganizationView {
  /** Null where the reader may not see its people. */
  readonly peopleCount: number | null;
  /** Whether the reader is a member. */
  readonly mine: boolean;
  readonly may: { readonly viewPeople: boolean; readonly managePeople: boolean };
}

/** An account that nobody has confirmed yet, for the workspace's administrator. */
export interface UnconfirmedPerson {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly organizations: readonly OrganizationTag[];
  /** Who invited them last; null where that can't be told. */
  readonly invitedBy: string | null;
  readonly createdAt: Instant;
}

export interface OrganizationListView {
  readonly organizations: readonly OrganizationSummary[];
  /** Drafts that could not be migrated; empty for all but the workspace's administrator. */
  readonly unreadableDrafts: readonly UnreadableDraftView[];
  /** Empty for those who may not confirm them. */
  readonly unconfirmed: readonly UnconfirmedPerson[];
  readonly may: { readonly create: boolean };
}

/** A member of an organization. */
export interface MemberView {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly joinedAt: Instant;
  readonly unconfirmed: boolean;
  /** The reader's own line. */
  readonly you: boolean;
  /** The only administrator, who can be neither removed nor demoted. */
  readonly lastAdmin: boolean;
}

/** An invitation that was neither accepted nor revoked. */
export interface InvitationView {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Null for one made by the command line, or by somebody who has left. */
  readonly invitedBy: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly expired: boolean;
}

/** People of an organization. */
export interface OrganizationPeopleView {
  readonly organization: OrganizationView;
  readonly people: readonly MemberView[];
  /** Empty for those who may not manage people. */
  readonly invitations: readonly InvitationView[];
  readonly may: { readonly managePeople: boolean };
}

/** The link of a new invitation: shown once, since only its hash is stored. */
export interface InvitationLink {
  readonly invitationId: string;
  readonly email: string;
  readonly name: string;
  /**
   * Null where the server has mail: then it goes to the address alone. Else absolute where APP_URL is
   * set, or a path, which the page resolves against its own origin.
   */
  readonly link: string | null;
  readonly expiresAt: Instant;
  /**
   * `sent`: mailed. `not-configured`: the server lacks SMTP_URL, pass the link on. `failed`: the mail
   * could not be handed over, and has to be sent anew.
   */
  readonly mail: "sent" | "not-configured" | "failed";
}

/** What the page of an invitation shows. It does not tell whether the address has an account. */
export interface InvitationOffer {
  readonly organization: OrganizationTag;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly invitedBy: string | null;
  readonly expiresAt: Instant;
  /**
   * Who is looking: nobody signed in (the form with name and password), the invited person (one
   * button), or someone else (who has to sign out first).
   */
  readonly reader: "signed-out" | "invited" | "someone-else";
}

/** A line of a list of documents. */
export interface DocumentSummary {
  readonly id: string;
  readonly title: string;
  readonly kind: DocumentKind;
  readonly status: DocumentStatus;
  /** Since when it has that status. */
  readonly statusAt: Instant;
  readonly editedAt: Instant;
  /** Who wrote last; null while nobody has written since it was created. */
  readonly editedBy: PersonTag | null;
  readonly requiredOrganizations: readonly OrganizationTag[];
  /** Null for what was not filed. */
  readonly filed: FilingSummary | null;
}

/** What lists say of a filing. */
export interface FilingSummary {
  /** ISO date. */
  readonly on: string;
  /** The agency's or the court's number; null where none is recorded. */
  readonly number: string | null;
  /** Who recorded it; null where they have left. */
  readonly by: PersonTag | null;
}

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

/** The agency that a matter is about; null is "not recorded". */
export interface AgencyView {
  readonly department: string | null;
  readonly component: string | null;
  readonly address: string | null;
}

/** A party of a matter with its people. */
export interface PartyView extends OrganizationTag {
  readonly city: string | null;
  readonly lead: boolean;
  readonly addedAt: Instant;
  readonly people: readonly {
    readonly userId: string;
    readonly name: string;
    readonly roles: readonly Role[];
  }[];
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

/** A version by its number. */
export interface VersionTag {
  readonly id: string;
  readonly number: number;
  /** SHA-256 of its canonical form, in hexadecimal. */
  readonly hash: string;
  /** What a drafter called it; null where it was made by submitting. */
  readonly name: string | null;
  readonly createdAt: Instant;
  readonly createdBy: PersonTag | null;
}

/** One reviewer's decision for their own organization. */
export interface SignOffView {
  readonly organization: OrganizationTag;
  readonly person: PersonTag | null;
  readonly versionNumber: number;
  readonly decision: "approved" | "changes-requested";
  readonly reason: string | null;
  readonly at: Instant;
  readonly voided: { readonly at: Instant; readonly because: VoidCause } | null;
}

/** Where a document stands between draft and filing, and what the reader may do there now. */
export interface Standing {
  /** The version under review, approved or filed; null while it is a draft. */
  readonly version: VersionTag | null;
  /** Each required organization, with its approval where it stands. */
  readonly required: readonly {
    readonly organization: OrganizationTag;
    readonly approval: SignOffView | null;
  }[];
  /** Every decision ever made, void ones among them, the latest first. */
  readonly decisions: readonly SignOffView[];
  /** How it last came back to draft; null unless it is a draft now that was submitted before. */
  readonly returned: {
    readonly because: VoidCause;
    readonly versionNumber: number;
    readonly reason: string | null;
    readonly by: PersonTag | null;
    readonly at: Instant;
  } | null;
  /** Organizations for which the reader can still sign off. */
  readonly signFor: readonly OrganizationTag[];
  /** Required organizations for which the reader can ask for changes. */
  readonly askFor: readonly OrganizationTag[];
  readonly may: {
    readonly submit: boolean;
    readonly nameVersion: boolean;
    readonly recall: boolean;
    readonly reopen: boolean;
    readonly file: boolean;
    readonly correctFiling: boolean;
    readonly supersede: boolean;
    readonly withdraw: boolean;
  };
}

/** A draft on the reader's home that they wrote in themselves. */
export interface RecentDraft extends DocumentSummary {
  readonly matter: { readonly slug: string; readonly title: string };
  /** When the reader last wrote in it or created it. */
  readonly touchedAt: Instant;
}

/**
 * Something that waits for the reader: a sign-off asked of them, an approved document to file, a draft
 * that was sent back for changes.
 */
export interface WaitingItem {
  readonly what: "sign-off" | "filing" | "changes";
  /** The organization that they are asked to sign for, that files, or that asked for the changes. */
  readonly organization: OrganizationTag;
  readonly document: DocumentSummary;
  readonly matter: { readonly slug: string; readonly title: string };
  readonly since: Instant;
}

export interface HomeView {
  readonly waiting: readonly WaitingItem[];
  /** Matters that organizations are asked to which the reader administers. */
  readonly asked: readonly AskedMatter[];
  /** At most eight, the latest first. */
  readonly recentDrafts: readonly RecentDraft[];
  readonly matters: readonly MatterSummary[];
  /** The reader's organizations. */
  readonly organizations: readonly OrganizationTag[];
  readonly may: { readonly createMatter: boolean };
}

/** The reader's own account. */
export interface AccountView {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly workspaceAdmin: boolean;
  readonly memberships: readonly {
    readonly organization: OrganizationTag;
    readonly roles: readonly Role[];
  }[];
  readonly sessions: readonly SessionView[];
}

/** A device on which the reader is signed in. The id is no secret: it opens nothing. */
export interface SessionView {
  readonly id: string;
  readonly current: boolean;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** Browser and system in words, "Firefox on Windows"; null if unknown. */
  readonly device: string | null;
}
