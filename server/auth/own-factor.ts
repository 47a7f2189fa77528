import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { mustEnroll } from "./required-factor.ts";
import type { SignInMethod } from "./sessions.ts";

/**
 * Lets a session reach all of the person's organizations, once a factor of their own is proved in it
 * (P8). The caller has checked the proof, and that no organization had a hand in it; it records the
 * line. Refuses where the session is over, and where an organization requires more than that factor.
 */
export async function extendReach(
  tx: Transaction,
  session: { readonly userId: string; readonly sessionId: string; readonly method: SignInMethod },
): Promise<Outcome<void>> {
  const { userId, sessionId, method } = session;
  if (await mustEnroll(tx, userId, method)) return refuse("forbidden", MORE_REQUIRED);
  const { count } = await tx.session.updateMany({
    where: { id: sessionId, userId },
    data: { own: true },
  });
  return count === 1 ? done() : refuse("not-signed-in");
}

const MORE_REQUIRED =
  "One of your organizations asks for a passkey or a second factor, so a password alone does not open the others here. Nothing was changed; prove your passkey or your second factor, or sign out and sign in with it.";
