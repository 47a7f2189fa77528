import type { Actor } from "../../../app/domain/actor";
import { PARTY_LIMIT, partyForm } from "../../../app/domain/forms/matter";
import { done, refuse, type Outcome } from "../../../app/domain/refusal";
import { appendEvent } from "../audit/append";
import { readForm } from "../form";
import type { Resources } from "../resources";
import { stillMay } from "../still-may";
import { matterFor } from "./load";

/** Makes an organization party to a matter: all its people see it from then on. */
export async function addParty(
  { database, clock }: Resources,
  actor: Actor,
  slug: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const found = await matterFor(database.client, actor, "matter.change-parties", slug);
  if (!found.ok) return found;
  const form = readForm(partyForm, sent);
  if (!form.ok) return form;
  const { organizationId } = form.value;
  return database.write(async (tx): Promise<Outcome<void>> => {
    // Again, inside: the lead's administrator may have been removed, the party added by another.
    const matter = await matterFor(tx, actor, "matter.change-parties", slug);
    if (!matter.ok) return matter;
    const { row, facts } = matter.value;
    const still = await stillMay(tx, actor, "matter.change-parties", { matter: facts });
    if (!still.ok) return still;
    const organization = await tx.organization.findUnique({ where: { id: organizationId } });
    if (!organization) {
      const sentence = "Choose from the organizations shown.";
      return refuse("bad-input", undefined, { organizationId: sentence });
    }
    if (facts.partyIds.has(organizationId)) {
      return refuse(
        "conflict",
        `${organization.name} is a party of this matter already. Nothing was changed.`,
      );
    }
    if (facts.partyIds.size >= PARTY_LIMIT) {
      return refuse(
        "too-large",
        `A matter can have at most ${PARTY_LIMIT} parties. Nothing was changed; remove another first.`,
      );
    }
    const last = await tx.matterParty.findFirst({
      where: { matterId: row.id },
      orderBy: { position: "desc" },
    });
    const now = clock();
    await tx.matterParty.create({
      data: {
        matterId: row.id,
        organizationId,
        position: (last?.position ?? -1) + 1,
        addedAt: now,
      },
    });
    await appendEvent(tx, now, {
      type: "matter.party-added",
      actorId: actor.userId,
      matterId: row.id,
      organizationId,
      details: { name: organization.name },
    });
    return done();
  });
}
