import { endGuestForm } from "#app/domain/forms/guest.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";

/**
 * Ends a guest's link: the next page that they ask for is refused. Any party may end what another one
 * opened, since the text is everybody's.
 */
export const endGuest = command({
  on: documentTo("document.end-guest"),
  form: endGuestForm,
  async run({ tx, at, actor, key: [documentId], form: { linkId }, record, afterCommit }) {
    const link = await tx.guestLink.findFirst({ where: { id: linkId, documentId } });
    if (!link) return refuse("not-found");
    if (link.endedAt !== null) return done({ name: link.name });
    await tx.guestLink.updateMany({
      where: { id: linkId },
      data: { endedAt: at, endedById: actor.userId },
    });
    const { organizationId, userId } = link;
    await record({ type: "guest.ended", organizationId, details: { linkId, userId } });
    // An open composer names them among those who read.
    afterCommit(({ rooms }) => rooms.threadsChanged(documentId, [], null));
    return done({ name: link.name });
  },
});
