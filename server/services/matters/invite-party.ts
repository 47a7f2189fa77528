import type { Actor } from "#app/domain/actor.ts";
import { PARTY_LIMIT, partyForm } from "#app/domain/forms/matter.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { matterFor } from "./load.ts";

/**
 * Asks an organization to be party to a matter. It sees no more than the matter's title, its lead and
 * who asked, until one of its administrators accepts.
 */
export async function inviteParty(
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
    const still = await reauthorize(tx, actor, "matter.change-parties", { matter: facts });
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
    const asked = await tx.partyInvitation.findMany({ where: { matterId: row.id } });
    if (asked.some((invitation) => invitation.organizationId === organizationId)) {
      return refuse(
        "conflict",
        `${organization.name} is invited already and has not answered yet. Nothing was changed.`,
      );
    }
    if (facts.partyIds.size + asked.length >= PARTY_LIMIT) {
      return refuse(
        "too-large",
        `A matter can have at most ${PARTY_LIMIT} parties. Nothing was changed; remove another first.`,
      );
    }
    await writePartyInvitations(tx, {
      matterId: row.id,
      organizations: [organization],
      by: actor.userId,
      at: clock(),
    });
    return done();
  });
}

/** Writes that these organizations are asked, as part of a story that has asked whether it may. */
export async function writePartyInvitations(
  tx: Transaction,
  asking: {
    readonly matterId: string;
    readonly organizations: readonly { readonly id: string; readonly name: string }[];
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  const { matterId, organizations, by, at } = asking;
  for (const { id: organizationId, name } of organizations) {
    await tx.partyInvitation.create({
      data: { matterId, organizationId, invitedById: by, invitedAt: at },
    });
    await appendEvent(tx, at, {
      type: "matter.party-invited",
      actorId: by,
      matterId,
      organizationId,
      details: { name },
    });
  }
}
