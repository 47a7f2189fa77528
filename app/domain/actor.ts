import type { GuestAccess } from "./guest.ts";

/** The five roles of docs/product.md; a person holds any set of them in each organization. */
export const ROLES = ["observer", "drafter", "reviewer", "staff", "admin"] as const;
export type Role = (typeof ROLES)[number];

export interface ActorMembership {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly organizationShortName: string;
  /** Index into the palette of organization colors. */
  readonly organizationColor: number;
  readonly roles: ReadonlySet<Role>;
}

/** A form that a page sent, by the key that the page gave it (M31). */
export interface FormSent {
  readonly key: string;
  /** Whether a command did what it asks for. */
  isDone: boolean;
}

/**
 * How far a sign-in reaches (P8). Of a person in several organizations, who comes in through one of
 * them, or was let in again by its administrator, has the roles of that one alone until a factor of
 * their own is proved: so nobody at one organization can sign for another.
 */
export interface SignInReach {
  /** Whether a factor of the person's own was proved, which no organization had a hand in. */
  readonly own: boolean;
  /** The organization through which they came in, or null. */
  readonly via: string | null;
  /** True where it was that organization's identity provider that named them; left out otherwise. */
  readonly byProvider?: true;
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
  /** How far their sign-in reaches; left out where nobody signed in: for mails and calendars, all. */
  readonly reach?: SignInReach;
  /** The organizations that they belong to and their sign-in does not reach; left out for none. */
  readonly beyondReach?: readonly UnreachedOrganization[];
  /**
   * The access that their link opens, where they are a guest; then they belong to no organization.
   */
  readonly guest?: GuestAccess;
  /** The form by which they act, where a page sent one. */
  readonly sent?: FormSent;
  /** The token by which a program acts as them (I2); left out for the person at a page. */
  readonly token?: { readonly id: string };
}

/** An organization of somebody's that their sign-in does not reach. */
interface UnreachedOrganization {
  readonly id: string;
  readonly shortName: string;
  /** Whether nothing but its own identity provider reaches it; left out where a factor of theirs does. */
  readonly byProviderAlone?: true;
}

/** By short name: those that a factor of one's own would reach, and those that only their provider does. */
export function waysBeyond(unreached: Actor["beyondReach"] = []): {
  readonly byFactor: readonly string[];
  readonly byProvider: readonly string[];
} {
  const named = (isByProvider: boolean) =>
    unreached
      .filter(({ byProviderAlone = false }) => byProviderAlone === isByProvider)
      .map(({ shortName }) => shortName);
  return { byFactor: named(false), byProvider: named(true) };
}
