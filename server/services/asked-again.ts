import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { AskingBrowser } from "./passkeys/browser.ts";
import type { Resources } from "./resources.ts";

/** The browser in which somebody shows that it is them: its session, and what it brings of proofs. */
export type ProvingBrowser = Pick<AskingBrowser, "sessionId" | "cookies">;

/** Refuses where it is a while ago that somebody showed that it is them. */
export async function askForProof(
  { auth }: Pick<Resources, "auth">,
  { userId }: Actor,
  { sessionId, cookies }: ProvingBrowser,
): Promise<Outcome<void>> {
  const isFresh = await auth.freshProofs.has({ userId, sessionId: sessionId ?? "" }, cookies);
  return isFresh ? done() : refuse("forbidden", ASKED_AGAIN);
}

const ASKED_AGAIN =
  "It is a while ago that you showed that it is you. Nothing was changed; show it again on this page, by your password or a passkey, or sign in anew.";
