import type { Instant } from "#server/services/instant.ts";

/** The reader's own address, and the change of it that waits. */
export interface OwnAddressView {
  readonly email: string;
  readonly hasPassword: boolean;
  /** Why it can't be changed here, as a sentence; null where it can. */
  readonly hindrance: string | null;
  /** Whether a factor of their own, proved in this sign-in, would change that. */
  readonly needsOwnFactor: boolean;
  readonly pending: PendingAddress | null;
}

/** A change of address that waits to be confirmed. */
interface PendingAddress {
  readonly after: string;
  readonly confirmed: { readonly before: boolean; readonly after: boolean };
  readonly expiresAt: Instant;
}

/** Shown by the link in a letter. */
export interface AddressLinkView {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** To which of the two it was mailed. */
  readonly side: "before" | "after";
  readonly confirmed: { readonly before: boolean; readonly after: boolean };
  readonly expiresAt: Instant;
}
