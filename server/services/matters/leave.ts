import type { MatterSubject } from "#app/domain/matter.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command, permit, type Target } from "#server/services/command.ts";
import { endGuestsOf } from "#server/services/guests/open.ts";
import { subjectOfMatter, WITH_PARTIES } from "./load.ts";
import { dropOffer } from "./hand-over.ts";
import { releaseDocuments } from "./release-documents.ts";

/** An organization's own participation in a matter. */
const ownPart: Target<[organizationId: string, matterId: string], MatterSubject> = {
  arity: 2,
  load: async (client, _, matterId) => {
    const row = await client.matter.findUnique({ where: { id: matterId }, include: WITH_PARTIES });
    return row ? done(subjectOfMatter(row)) : refuse("not-found");
  },
  permission: (matter, organizationId) => permit("matter.leave", { matter, organizationId }),
  about: (_, organizationId, matterId) => ({ organizationId, matterId }),
};

/**
 * Removes an organization from a matter at its own wish: its people get "not found", their open
 * sockets close within a second (R5), and a review that requires its sign-off becomes void, as if
 * the lead had removed it. Its earlier signatures stay on record. Refuses `lead-stays` for the
 * lead, which has to hand over first.
 */
export const leaveMatter = command({
  on: ownPart,
  async run({ tx, at, ids, actor, found, key: [organizationId, matterId], record, afterCommit }) {
    if (found.leadOrganizationId === organizationId) {
      return refuse(
        "lead-stays",
        "The lead organization can’t leave its own matter. Nothing was changed; hand over the lead to another party first.",
      );
    }
    await tx.matterParty.delete({
      where: { matterId_organizationId: { matterId, organizationId } },
    });
    await dropOffer({ tx, record }, matterId, organizationId);
    await releaseDocuments(tx, ids, matterId, { organizationId, by: actor.userId, at });
    await endGuestsOf(tx, at, { matterId, organizationId });
    await record({ type: "matter.party-left", details: {} });
    afterCommit(({ rooms }) => rooms.revoke({ matterId }));
    return done();
  },
});
