import { removeWriterForm } from "#app/domain/forms/costly-drafts.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { rolesOf } from "#server/auth/index.ts";
import { command, workspaceTo } from "#server/services/command.ts";
import { isLastAdmin } from "#server/services/people/membership.ts";

/**
 * Ends the memberships of a person whose edits stop a draft, in all parties of its matter, and
 * their open invitations there. Their text and decisions stay. Refuses `last-admin` for the only
 * administrator of one of them. Their sockets close within a second (R5).
 */
export const removeWriter = command({
  on: workspaceTo("workspace.mend-drafts"),
  form: removeWriterForm,
  async run({ tx, at, form: { documentId, userId }, record, afterCommit }) {
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
    for (const { id, organizationId, roles, user } of places) {
      await tx.membership.delete({ where: { id } });
      await tx.invitation.updateMany({
        where: { organizationId, email: user.email, acceptedAt: null, revokedAt: null },
        data: { revokedAt: at },
      });
      await record({
        type: "person.removed",
        organizationId,
        details: { userId, roles: rolesOf(roles), costlyDraft: documentId },
      });
    }
    afterCommit(({ rooms }) => rooms.revoke({ userId }));
    return done();
  },
});
