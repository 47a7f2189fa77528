import type { Instant } from "#server/services/instant.ts";

/** One of the reader's passkeys. */
export interface PasskeyView {
  /** No secret: it signs nothing. */
  readonly id: string;
  readonly name: string;
  readonly createdAt: Instant;
  /** Null where it was never used. */
  readonly lastUsedAt: Instant | null;
  /** Whether it is kept in several devices. */
  readonly backedUp: boolean;
  /** The host for which it was made, where that is not this server's any more. */
  readonly elsewhere: string | null;
  /** The organization through which it was made, by its short name: it opens that one alone. */
  readonly via: string | null;
  /** Whether this sign-in may rename and remove it. */
  readonly mayChange: boolean;
}

/** Whether the reader has to show first that it is them, and by what they can. */
export interface ProofView {
  readonly asksProof: boolean;
  /** Whether their password shows it in this sign-in. */
  readonly hasPassword: boolean;
  /** Whether one of their passkeys does, at this address. */
  readonly hasPasskey: boolean;
}

/** The reader's passkeys, and what can be done about them now. */
export interface PasskeysView extends ProofView {
  readonly passkeys: readonly PasskeyView[];
  /** Why none can be made or used at this address, in a sentence; null where they can. */
  readonly unavailable: string | null;
  /** A name for one that is made in this browser. */
  readonly suggestedName: string;
  /** The short name of the organization of which a new one is; null for one's own. */
  readonly madeThrough: string | null;
  /** Whether this server mails the reader about a new one. */
  readonly isTold: boolean;
}
