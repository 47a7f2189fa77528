import type { Actor } from "#app/domain/actor.ts";
import { removeWriterForm } from "#app/domain/forms/costly-drafts.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { rolesOf } from "#server/auth/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { readForm } from "#server/services/form.ts";
import { isLastAdmin } from "#server/services/people/membership.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";

/**
 * Ends the memberships of somebody whose words stop a draft, in all organizations that are party to its
 * matter, and the invitations that they still hold there. Their words and decisions stay. Refuses
 * `last-admin` for the only administrator of one of them. Their sockets close within a second (R5).
 */
export async function removeWriter(
  { database, clock, rooms }: Resources,
  actor: Actor,
  sent: unknown,
): Promise<Outcome<void>> {
  const permitted = may(actor, "workspace.mend-drafts", {});
  if (!permitted.ok) return permitted;
  const form = readForm(removeWriterForm, sent);
  if (!form.ok) return form;
  const { documentId, userId } = form.value;
  const removed = await database.write(async (tx): Promise<Outcome<void>> => {
    const still = await reauthorize(tx, actor, "workspace.mend-drafts", {});
    if (!still.ok) return still;
    const places = await tx.membership.findMany({
      where: {
        userId,
        organization: {
          parties: { some: { matter: { documents: { some: { id: documentId } } } } },
        },
      },
      include: { roles: true, user: { select: { email: true } } },
    });
    if (places.length === 0) {
      return refuse("not-found", "This person is no member of a party of that matter (any more).");
    }
    for (const { organizationId, roles } of places) {
      const isAdmin = rolesOf(roles).includes("admin");
      if (isAdmin && (await isLastAdmin(tx, organizationId, userId))) return refuse("last-admin");
    }
    const now = clock();
    for (const { id, organizationId, roles, user } of places) {
      await tx.membership.delete({ where: { id } });
      await tx.invitation.updateMany({
        where: { organizationId, email: user.email, acceptedAt: null, revokedAt: null },
        data: { revokedAt: now },
      });
      await appendEvent(tx, now, {
        type: "person.removed",
        actorId: actor.userId,
        organizationId,
        details: { userId, roles: rolesOf(roles), costlyDraft: documentId },
      });
    }
    return done();
  });
  if (removed.ok) rooms.revoke({ userId });
  return removed;
}
