/** The five roles of docs/product.md; a person holds any set of them in each organization. */
export const ROLES = ["observer", "drafter", "reviewer", "staff", "admin"] as const;
export type Role = (typeof ROLES)[number];

export interface ActorMembership {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly organizationShortName: string;
  /** Index into the palette of organization colors. */
  readonly organizationColour: number;
  readonly roles: ReadonlySet<Role>;
}

/**
 * The signed-in person, as every decision sees them. Built by server/auth from the session alone.
 */
export interface Actor {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** Whether this is the workspace administrator, who alone may create organizations. */
  readonly workspaceAdmin: boolean;
  readonly memberships: readonly ActorMembership[];
  /** True until somebody has shown that the account's e-mail address belongs to this person. */
  readonly unconfirmed?: boolean;
}
