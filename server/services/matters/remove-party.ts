import type { Actor } from "#app/domain/actor.ts";
import { partyForm } from "#app/domain/forms/matter.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { matterFor } from "./load.ts";
import { releaseDocuments } from "./release-documents.ts";

/**
 * Ends an organization's part in a matter: its people get "not found" from then on, their open
 * sockets close within a second (R5), no document asks for its sign-off any more, and a review that
 * did is void. Refuses to remove the lead. An organization that has not accepted yet is asked no more.
 */
export async function removeParty(
  { database, clock, ids, rooms }: Resources,
  actor: Actor,
  slug: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const found = await matterFor(database.client, actor, "matter.change-parties", slug);
  if (!found.ok) return found;
  const form = readForm(partyForm, sent);
  if (!form.ok) return form;
  const { organizationId } = form.value;
  const { id: matterId } = found.value.row;
  const removed = await database.write(async (tx): Promise<Outcome<readonly string[]>> => {
    // Again, inside: the lead's administrator or the party may have been removed by another.
    const matter = await matterFor(tx, actor, "matter.change-parties", slug);
    if (!matter.ok) return matter;
    const { facts } = matter.value;
    const still = await reauthorize(tx, actor, "matter.change-parties", { matter: facts });
    if (!still.ok) return still;
    if (organizationId === facts.leadOrganizationId) return refuse("lead-stays");
    const now = clock();
    if (!facts.partyIds.has(organizationId)) {
      const { count } = await tx.partyInvitation.deleteMany({
        where: { matterId, organizationId },
      });
      if (count === 0) return refuse("not-party");
      await appendEvent(tx, now, {
        type: "matter.party-invitation-withdrawn",
        actorId: actor.userId,
        matterId,
        organizationId,
        details: {},
      });
      return done([]);
    }
    await tx.matterParty.delete({
      where: { matterId_organizationId: { matterId, organizationId } },
    });
    const removal = { organizationId, by: actor.userId, at: now };
    const returned = await releaseDocuments(tx, ids, matterId, removal);
    await appendEvent(tx, now, {
      type: "matter.party-removed",
      actorId: actor.userId,
      matterId,
      organizationId,
      details: {},
    });
    return done(returned);
  });
  if (!removed.ok) return removed;
  rooms.revoke({ matterId });
  for (const documentId of removed.value) rooms.statusChanged(documentId);
  return done();
}
