import type { Instant } from "#server/services/instant.ts";

/** A link's page, as shown to whoever holds the link. */
export interface PasswordLinkView {
  readonly email: string;
  readonly name: string;
  readonly expiresAt: Instant;
  /** The organization whose administrator made it; null where it was mailed. */
  readonly letInBy: string | null;
}

/** A new link, shown once to the administrator who hands it over. */
export interface LetInLink {
  readonly name: string;
  /** Absolute with APP_URL, or a path that the page resolves against its own origin. */
  readonly link: string;
  readonly expiresAt: Instant;
  /** Whether the person is told by mail. */
  readonly told: boolean;
}

/** A link that was made and has not been used. */
export interface OpenLetIn {
  readonly id: string;
  /** Null where whoever made it has left. */
  readonly madeBy: string | null;
  readonly organization: string;
  readonly expiresAt: Instant;
}
