import type { Instant } from "#server/services/instant.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";

/** An account that nobody has confirmed yet, for the workspace's administrator. */
export interface UnconfirmedPerson {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly organizations: readonly OrganizationTag[];
  /** The person who invited them last; null where unknown. */
  readonly invitedBy: string | null;
  readonly createdAt: Instant;
}
