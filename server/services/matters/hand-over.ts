import type { Actor } from "#app/domain/actor.ts";
import { partyForm } from "#app/domain/forms/matter.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { matterFor } from "./load.ts";

/**
 * Makes another party the lead: its staff file and publish from then on, its administrators choose
 * parties and signatures. What was filed stays filed by whom it was. Refuses `not-party`.
 */
export async function handOverLead(
  { database, clock, rooms }: Resources,
  actor: Actor,
  slug: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const found = await matterFor(database.client, actor, "matter.hand-over-lead", slug);
  if (!found.ok) return found;
  const form = readForm(partyForm, sent);
  if (!form.ok) return form;
  const { organizationId } = form.value;
  const { id: matterId } = found.value.row;
  const handed = await database.write(async (tx): Promise<Outcome<void>> => {
    // Again, inside: another administrator may have handed over just now, the party may have left.
    const matter = await matterFor(tx, actor, "matter.hand-over-lead", slug);
    if (!matter.ok) return matter;
    const { facts } = matter.value;
    const still = await reauthorize(tx, actor, "matter.hand-over-lead", { matter: facts });
    if (!still.ok) return still;
    if (!facts.partyIds.has(organizationId)) return refuse("not-party");
    if (organizationId === facts.leadOrganizationId) {
      return refuse(
        "conflict",
        "That organization leads this matter already. Nothing was changed.",
      );
    }
    await tx.matter.update({
      where: { id: matterId },
      data: { leadOrganizationId: organizationId },
    });
    await appendEvent(tx, clock(), {
      type: "matter.lead-handed-over",
      actorId: actor.userId,
      matterId,
      organizationId,
      details: { from: facts.leadOrganizationId, to: organizationId },
    });
    return done();
  });
  if (handed.ok) rooms.revoke({ matterId });
  return handed;
}
