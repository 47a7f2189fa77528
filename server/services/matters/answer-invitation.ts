import type { Actor } from "#app/domain/actor.ts";
import { PARTY_LIMIT } from "#app/domain/forms/matter.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";

const GONE =
  "Your organization is not asked to this matter any more. Nothing was changed; load the page again to see what stands.";

/**
 * Accepts for an organization that was asked to be party to a matter: from then on its people see the
 * matter and are listed in it. Its drafts do not ask for its sign-off until the lead says so. Refuses
 * `stale` where it is asked no more.
 */
export async function acceptMatter(
  { database, clock, rooms }: Resources,
  actor: Actor,
  organizationId: string,
  matterId: string,
): Promise<Outcome<{ slug: string }>> {
  const permitted = may(actor, "matter.accept", { organizationId });
  if (!permitted.ok) return permitted;
  const accepted = await database.write(async (tx): Promise<Outcome<{ slug: string }>> => {
    // Again, inside: the administrator may have been removed, the invitation withdrawn or answered.
    const still = await reauthorize(tx, actor, "matter.accept", { organizationId });
    if (!still.ok) return still;
    const asked = await tx.partyInvitation.findUnique({
      where: { matterId_organizationId: { matterId, organizationId } },
      include: { matter: { include: { parties: { orderBy: { position: "desc" } } } } },
    });
    if (!asked) return refuse("stale", GONE);
    const { slug, parties } = asked.matter;
    if (parties.length >= PARTY_LIMIT) return refuse("too-large");
    const now = clock();
    await tx.partyInvitation.delete({
      where: { matterId_organizationId: { matterId, organizationId } },
    });
    await tx.matterParty.create({
      data: { matterId, organizationId, position: (parties[0]?.position ?? -1) + 1, addedAt: now },
    });
    await appendEvent(tx, now, {
      type: "matter.party-accepted",
      actorId: actor.userId,
      matterId,
      organizationId,
      details: { invitedById: asked.invitedById, invitedAt: asked.invitedAt.toISOString() },
    });
    return done({ slug });
  });
  // Who is in one of its drafts through another organization comes back with the rights of both.
  if (accepted.ok) rooms.revoke({ organizationId });
  return accepted;
}

/** Declines for an organization that was asked; it can be asked again. */
export async function declineMatter(
  { database, clock }: Resources,
  actor: Actor,
  organizationId: string,
  matterId: string,
): Promise<Outcome<void>> {
  const permitted = may(actor, "matter.accept", { organizationId });
  if (!permitted.ok) return permitted;
  return database.write(async (tx): Promise<Outcome<void>> => {
    const still = await reauthorize(tx, actor, "matter.accept", { organizationId });
    if (!still.ok) return still;
    const { count } = await tx.partyInvitation.deleteMany({ where: { matterId, organizationId } });
    if (count === 0) return refuse("stale", GONE);
    await appendEvent(tx, clock(), {
      type: "matter.party-declined",
      actorId: actor.userId,
      matterId,
      organizationId,
      details: {},
    });
    return done();
  });
}
