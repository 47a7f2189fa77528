import type { Actor } from "#app/domain/actor.ts";
import { may, type Permission, type PermissionSubjects } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { loadActor } from "#server/auth/index.ts";
import type { Transaction } from "#server/database/index.ts";

/**
 * Asks the domain again, inside the transaction that acts. The actor's roles were read when the
 * request came in; since then somebody may have removed them (two administrators who remove each
 * other in the same moment). Stories of writes run one after the other, so what is found here holds
 * until the commit. `subject` must have been read inside, too. Answers the actor as they are now.
 */
export async function reauthorize<P extends Permission>(
  tx: Transaction,
  actor: Actor,
  permission: P,
  subject: PermissionSubjects[P],
): Promise<Outcome<Actor>> {
  const now = await loadActor(tx, actor.userId);
  if (!now) return refuse("not-signed-in");
  const decision = may(now, permission, subject);
  return decision.ok ? done(now) : decision;
}
