import { removeWriterForm } from "#app/domain/forms/costly-drafts.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command, workspaceTo } from "#server/services/command.ts";
import { endMembership } from "#server/services/people/end-membership.ts";

/**
 * Ends the memberships of a person whose edits stop a draft, in all parties of its matter, with what
 * opens these organizations by them. Refuses `last-admin` for the only administrator of one of them.
 * Their sockets close within a second (R5).
 */
export const removeWriter = command({
  on: workspaceTo("workspace.mend-drafts"),
  form: removeWriterForm,
  async run(inside) {
    const {
      tx,
      actor,
      form: { documentId, userId },
      afterCommit,
    } = inside;
    const places = await tx.membership.findMany({
      where: {
        userId,
        organization: {
          parties: { some: { matter: { documents: { some: { id: documentId } } } } },
        },
      },
      select: { organizationId: true },
      orderBy: { organizationId: "asc" },
    });
    if (places.length === 0) {
      return refuse("not-found", "This person is no member of a party of that matter (any more).");
    }
    const by = { by: actor.userId, details: { costlyDraft: documentId } };
    for (const { organizationId } of places) {
      const ended = await endMembership(inside, { organizationId, userId }, by);
      if (!ended.ok) return ended;
    }
    afterCommit(({ rooms }) => rooms.revoke({ userId }));
    return done();
  },
});
