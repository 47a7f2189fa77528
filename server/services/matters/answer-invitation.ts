import { PARTY_LIMIT } from "#app/domain/forms/matter.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command, organizationTo, taking } from "#server/services/command.ts";

const GONE =
  "Your organization is not asked to this matter any more. Nothing was changed; load the page again to see what stands.";

/**
 * Accepts an invitation to a matter for an organization: its people then see the matter and are
 * listed in it. Drafts don't require its sign-off until the lead says so. Refuses `stale` if the
 * invitation no longer exists.
 */
export const acceptMatter = command({
  on: organizationTo("matter.accept"),
  takes: taking<[matterId: string]>(),
  async run({ tx, at, key: [organizationId], extra: [matterId], record, afterCommit }) {
    const asked = await tx.partyInvitation.findUnique({
      where: { matterId_organizationId: { matterId, organizationId } },
      include: { matter: { include: { parties: { orderBy: { position: "desc" } } } } },
    });
    if (!asked) return refuse("stale", GONE);
    if (asked.matter.archivedAt !== null) return refuse("archived");
    const { slug, parties } = asked.matter;
    if (parties.length >= PARTY_LIMIT) return refuse("too-large");
    await tx.partyInvitation.delete({
      where: { matterId_organizationId: { matterId, organizationId } },
    });
    await tx.matterParty.create({
      data: { matterId, organizationId, position: (parties[0]?.position ?? -1) + 1, addedAt: at },
    });
    await record({
      type: "matter.party-accepted",
      matterId,
      details: { invitedById: asked.invitedById, invitedAt: asked.invitedAt.toISOString() },
    });
    // People who already work in its drafts through another organization reconnect with the rights
    // of both.
    afterCommit(({ rooms }) => rooms.revoke({ organizationId }));
    return done({ slug });
  },
});

/** Declines an invitation for an organization, which can be invited again. */
export const declineMatter = command({
  on: organizationTo("matter.accept"),
  takes: taking<[matterId: string]>(),
  async run({ tx, key: [organizationId], extra: [matterId], record }) {
    const { count } = await tx.partyInvitation.deleteMany({ where: { matterId, organizationId } });
    if (count === 0) return refuse("stale", GONE);
    await record({ type: "matter.party-declined", matterId, details: {} });
    return done();
  },
});
