import { partyForm } from "#app/domain/forms/matter.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { endGuestsOf } from "#server/services/guests/open.ts";
import { matterTo } from "./load.ts";
import { dropOffer } from "./hand-over.ts";
import { releaseDocuments } from "./release-documents.ts";

/**
 * Removes an organization from a matter: its people get "not found" from then on, their open
 * sockets close within a second (R5), no document requires its sign-off any more, and a review that
 * did becomes void. Refuses to remove the lead. For an organization that has not accepted,
 * withdraws the invitation.
 */
export const removeParty = command({
  on: matterTo("matter.change-parties"),
  form: partyForm,
  async run({ tx, at, ids, actor, found, form: { organizationId }, record, afterCommit }) {
    const { matterId, leadOrganizationId } = found.subject;
    if (organizationId === leadOrganizationId) return refuse("lead-stays");
    afterCommit(({ rooms }) => rooms.revoke({ matterId }));
    const place = { matterId_organizationId: { matterId, organizationId } };
    // Its row, since one that came with an archive is removed so, too.
    if (!(await tx.matterParty.findUnique({ where: place }))) {
      const { count } = await tx.partyInvitation.deleteMany({
        where: { matterId, organizationId },
      });
      if (count === 0) return refuse("not-party");
      await record({ type: "matter.party-invitation-withdrawn", organizationId, details: {} });
      return done();
    }
    await tx.matterParty.delete({ where: place });
    await dropOffer({ tx, record }, matterId, organizationId);
    await releaseDocuments(tx, ids, matterId, { organizationId, by: actor.userId, at });
    await endGuestsOf(tx, at, { matterId, organizationId });
    await record({ type: "matter.party-removed", organizationId, details: {} });
    return done();
  },
});
