import type { Scope } from "#app/domain/api-token.ts";
import type { Instant } from "#server/services/instant.ts";

/** A token after it was made, without its secret. */
export interface TokenView {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** To the hour; null until a program has used it. */
  readonly usedAt: Instant | null;
  /** The short name of the organization whose roles alone it carries (P8); null where it is one's own. */
  readonly onlyFor: string | null;
}

/** The reader's tokens that hold. */
export interface TokensView {
  readonly tokens: readonly TokenView[];
  /** The short name of the organization that a new one would carry alone; null for all that one may. */
  readonly madeThrough: string | null;
  /** Whether this server mails the reader about a new one. */
  readonly isTold: boolean;
  readonly isFull: boolean;
}

/** A new token's secret, which is shown once. */
export interface NewToken {
  readonly name: string;
  readonly secret: string;
}
