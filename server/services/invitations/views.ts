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
