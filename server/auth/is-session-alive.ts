import type { Database } from "../database";

/** Whether the session (named by its hash) still stands. Asking does not prolong it. */
export async function isSessionAlive(
  { database, clock }: { readonly database: Database; readonly clock: () => Date },
  sessionId: string,
): Promise<boolean> {
  const session = await database.client.session.findUnique({
    where: { id: sessionId },
    select: { expiresAt: true },
  });
  return session !== null && session.expiresAt > clock();
}
