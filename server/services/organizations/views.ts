import type { Role } from "#app/domain/actor.ts";
import type { UnreadableDraftView } from "#server/services/documents/migrated.ts";
import type { Instant } from "#server/services/instant.ts";
import type { InvitationView } from "#server/services/invitations/views.ts";
import type { OrganizationView } from "./tag.ts";
import type { UnconfirmedPerson } from "#server/services/people/views.ts";

/** An entry of the list of organizations. */
export interface OrganizationSummary extends OrganizationView {
  /** Null where the reader may not see its people. */
  readonly peopleCount: number | null;
  /** Whether the reader is a member. */
  readonly mine: boolean;
  readonly may: { readonly viewPeople: boolean; readonly managePeople: boolean };
}

export interface OrganizationListView {
  readonly organizations: readonly OrganizationSummary[];
  /** Drafts that could not be migrated; empty for all but the workspace's administrator. */
  readonly unreadableDrafts: readonly UnreadableDraftView[];
  /** Failed jobs that wait for the workspace's administrator; 0 for everybody else. */
  readonly failedJobs: number;
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
  /** Whether it is the reader. */
  readonly you: boolean;
  /** The only administrator, who can be neither removed nor demoted. */
  readonly lastAdmin: boolean;
  /** Titles of papers under review that only this person could sign for the organization (M30). */
  readonly waitsFor: readonly string[];
}

/** People of an organization. */
export interface OrganizationPeopleView {
  readonly organization: OrganizationView;
  readonly people: readonly MemberView[];
  /** Empty for those who may not manage people. */
  readonly invitations: readonly InvitationView[];
  readonly may: { readonly managePeople: boolean };
}
