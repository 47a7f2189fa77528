import type { Role } from "#app/domain/actor.ts";
import type { Instant } from "#server/services/instant.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";

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

/** The link of a new invitation, shown once, since only its hash is stored. */
export interface InvitationLink {
  readonly invitationId: string;
  readonly email: string;
  readonly name: string;
  /**
   * Null if the server has mail, as the link is then only mailed. Otherwise absolute with APP_URL,
   * or a path that the page resolves against its own origin.
   */
  readonly link: string | null;
  readonly expiresAt: Instant;
  /**
   * `sent`: mailed. `not-configured`: no SMTP_URL, so the link has to be passed on. `failed`: the
   * mail could not be sent, and the invitation has to be sent again.
   */
  readonly mail: "sent" | "not-configured" | "failed";
}

/** The content of an invitation's page. It doesn't reveal whether the address has an account. */
export interface InvitationOffer {
  readonly organization: OrganizationTag;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly invitedBy: string | null;
  readonly expiresAt: Instant;
  /** Whether the organization has a sign-in of its own, through which it can be accepted. */
  readonly hasProvider: boolean;
  /**
   * The reader: nobody signed in (a form with name and password), the invited person (one button),
   * or somebody else (who has to sign out first).
   */
  readonly reader: "signed-out" | "invited" | "someone-else";
}
