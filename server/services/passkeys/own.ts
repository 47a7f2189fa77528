import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";

/**
 * The organization of which a key is that this sign-in makes (P8); null for one of the person's own, which
 * takes a sign-in of their own.
 */
export function madeThrough({ reach }: Actor): Outcome<string | null> {
  if (!reach || reach.own) return done(null);
  return reach.via === null ? refuse("forbidden", NOT_OWN) : done(reach.via);
}

/** Whether this sign-in may change a key: who came in through an organization leaves others alone. */
export function mayChange({ reach }: Actor, { via }: { readonly via: string | null }): boolean {
  return !reach || reach.own || (via !== null && via === reach.via);
}

export const NOT_OWN =
  "You came in through an organization, and this passkey is your own. Nothing was changed; prove a factor of your own first.";
