import type { Transaction } from "#server/database/index.ts";
import type { SignInMethod } from "./sessions.ts";

/**
 * Makes the session of somebody who has set up the factor that was required of them a full one, in the
 * transaction that stores the factor. False where it has ended, or is one already.
 */
export async function endEnrolling(
  tx: Transaction,
  { sessionId, userId }: { readonly sessionId: string; readonly userId: string },
  method: Extract<SignInMethod, "passkey" | "password-and-code">,
): Promise<boolean> {
  const { count } = await tx.session.updateMany({
    where: { id: sessionId, userId, enrolling: true },
    data: { enrolling: false, method },
  });
  return count === 1;
}
