import type { Actor } from "#app/domain/actor.ts";
import { markProgram } from "#server/services/audit/append.ts";
import type { Transaction } from "#server/database/index.ts";

/** Somebody as a program of theirs acts for them: none administers the workspace. */
export function asProgram(actor: Actor, { id }: { readonly id: string }): Actor {
  return { ...actor, workspaceAdmin: false, token: { id } };
}

/**
 * Whether a token is neither revoked nor over, asked again in the transaction of what its program does.
 * Every line of that transaction then says that a program did it.
 */
export async function actsByToken(
  tx: Transaction,
  { id }: { readonly id: string },
  now: Date,
): Promise<boolean> {
  const row = await tx.apiToken.findUnique({ where: { id } });
  if (!row || row.revokedAt !== null || row.expiresAt <= now) return false;
  markProgram(tx, { tokenId: id, userId: row.userId });
  return true;
}
