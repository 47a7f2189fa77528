import type { Outcome } from "#app/domain/refusal.ts";
import type { Resources } from "#server/services/resources.ts";
import { partyOf, type AskingBrowser } from "./browser.ts";

/** Asks a browser to sign in by any passkey that it has for this site. */
export async function beginPasskeySignIn(resources: Resources, browser: AskingBrowser) {
  const party = partyOf(resources, browser);
  if (!party.ok) return party;
  const { cookies, address } = browser;
  const { beginSignIn } = await resources.auth.passkeys();
  return beginSignIn({ party: party.value, cookies, address });
}

/** Opens a session for whose passkey has signed; `sent` is the browser's answer as JSON. */
export async function signInByPasskey(
  resources: Resources,
  sent: string,
  browser: AskingBrowser,
): Promise<Outcome<{ readonly cookie: string; readonly enrolling: boolean }>> {
  const party = partyOf(resources, browser);
  if (!party.ok) return party;
  const { cookies, address, userAgent, sessionId } = browser;
  return resources.auth.signInByPasskey(
    sent,
    { party: party.value, cookies, address },
    { address, userAgent },
    sessionId,
  );
}
