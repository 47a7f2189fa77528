import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { servedParty, type RelyingParty } from "#server/auth/passkeys/relying-party.ts";
import type { Resources } from "#server/services/resources.ts";

/** The browser that asks, as its request shows it. */
export interface AskingBrowser {
  /** The origin by which it came; APP_URL's, where that is set. */
  readonly origin: string;
  readonly cookies: string | null;
  readonly address: string;
  readonly userAgent?: string | null | undefined;
  /** Of the session that it has; null for none. */
  readonly sessionId: string | null;
}

/** The relying party of this server; refuses where browsers make no keys for its address. */
export function partyOf(
  { appUrl }: Pick<Resources, "appUrl">,
  { origin }: Pick<AskingBrowser, "origin">,
): Outcome<RelyingParty> {
  const party = servedParty(appUrl, origin);
  return party ? done(party) : refuse("conflict", NO_PASSKEYS);
}

/** Said in place of passkeys where there are none. */
const NO_PASSKEYS =
  "Passkeys need an address that begins with https:// and has a name. Whoever runs this server can give it one.";
