import type { Instant } from "#server/services/instant.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";

/** The sign-in of an organization, for its administrators. */
export interface ProviderPageView {
  readonly organization: OrganizationTag;
  /** The end of the address of its sign-in page. */
  readonly slug: string;
  /** The path to register with the provider. */
  readonly callbackPath: string;
  /** Null where it has none. */
  readonly provider: {
    readonly issuer: string;
    readonly clientId: string;
    readonly hasSecret: boolean;
    readonly required: boolean;
    readonly breakGlassId: string | null;
    readonly changedAt: Instant;
  } | null;
  /** Whether the reader's own account is linked, which shows that the provider works. */
  readonly isLinked: boolean;
  readonly people: readonly {
    readonly userId: string;
    readonly name: string;
    readonly isLinked: boolean;
  }[];
  /** One of them may come in otherwise. */
  readonly administrators: readonly { readonly userId: string; readonly name: string }[];
}

/** One of the reader's organizations that has a sign-in of its own. */
export interface OwnIdentityView {
  readonly organization: OrganizationTag;
  readonly issuer: string;
  /** Null where the reader's account is not linked. */
  readonly link: { readonly createdAt: Instant; readonly lastUsedAt: Instant | null } | null;
  /** Whether the reader has to come in through it. */
  readonly required: boolean;
  /** Whether this sign-in carries the reader's roles there. */
  readonly isReached: boolean;
}

/** Somebody is led to their organization's sign-in. */
export interface ProviderDeparture {
  readonly organizationName: string;
  /** The provider's host, for who wants to know where they are led. */
  readonly host: string;
  readonly address: string;
}
