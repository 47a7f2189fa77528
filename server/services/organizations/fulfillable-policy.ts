import type * as z from "zod";
import type { signInPolicyForm } from "#app/domain/forms/second-factor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { partyOf, type AskingBrowser } from "#server/services/passkeys/browser.ts";
import type { Resources } from "#server/services/resources.ts";

type Policy = z.output<typeof signInPolicyForm>["policy"];

/**
 * Refuses what nobody could fulfill on this server, since it would keep an organization's people out:
 * its address may allow no passkeys, and it may have no key for the secrets of code apps.
 */
export function canBeFulfilled(
  { appUrl, encryption }: Pick<Resources, "appUrl" | "encryption">,
  policy: Policy,
  browser: Pick<AskingBrowser, "origin">,
): Outcome<void> {
  if (partyOf({ appUrl }, browser).ok) return done();
  if (policy.includes("passkey")) return refuse("conflict", NO_PASSKEYS_HERE, { policy: CHOOSE });
  if (policy.includes("factor") && !encryption.canSeal()) {
    return refuse("conflict", NO_FACTOR_HERE, { policy: CHOOSE });
  }
  return done();
}

const NO_PASSKEYS_HERE =
  "No passkey can be made at this server’s address, so nobody could sign off by one. Nothing was changed; whoever runs the server can give it an address that begins with https:// and has a name.";
const NO_FACTOR_HERE =
  "Neither a passkey nor a code app can be set up on this server, so nobody could have what that requires. Nothing was changed; whoever runs the server can give it an address that begins with https:// and has a name, or a key to encrypt secrets with.";
const CHOOSE = "Leave out what can’t be fulfilled here.";
