import type { Actor } from "#app/domain/actor.ts";
import { createMatterForm, type CreateMatterForm } from "#app/domain/forms/matter.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { freeSlug } from "#app/domain/slug.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { agencyColumns } from "./agency.ts";
import { writePartyInvitations } from "./invite-party.ts";

/**
 * A new matter, led by an organization that the actor administers. The other organizations are asked,
 * and are parties once they accept.
 */
export async function createMatter(
  resources: Resources,
  actor: Actor,
  sent: unknown,
): Promise<Outcome<{ slug: string }>> {
  const form = readForm(createMatterForm, sent);
  if (!form.ok) return form;
  const subject = { organizationId: form.value.leadOrganizationId };
  const permitted = may(actor, "matter.create", subject);
  if (!permitted.ok) return permitted;
  return resources.database.write(async (tx) => {
    const still = await reauthorize(tx, actor, "matter.create", subject);
    if (!still.ok) return still;
    const { leadOrganizationId } = form.value;
    const askedIds = [...new Set(form.value.partyIds)].filter((id) => id !== leadOrganizationId);
    const organizations = await tx.organization.findMany({
      where: { id: { in: askedIds } },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    });
    if (organizations.length < askedIds.length)
      return refuse("bad-input", undefined, UNKNOWN_PARTY);
    const alone = { ...form.value, partyIds: [leadOrganizationId] };
    const written = await writeMatter(tx, resources, alone, actor.userId);
    if (!written.ok) return written;
    await writePartyInvitations(tx, {
      matterId: written.value.matterId,
      organizations,
      by: actor.userId,
      at: resources.clock(),
    });
    return written;
  });
}

const UNKNOWN_PARTY = { partyIds: "Choose from the organizations shown." };

/**
 * Writes a new matter as part of a story, with those parties as if they had accepted. Refuses parties that don't exist. The caller has asked
 * whether the actor may; the address is made from the title, or from `name` where that is given.
 */
export async function writeMatter(
  tx: Transaction,
  { clock, ids }: Pick<Resources, "clock" | "ids">,
  form: CreateMatterForm,
  actorId: string,
  name = form.title,
): Promise<Outcome<{ slug: string; matterId: string }>> {
  const { title, narrative, leadOrganizationId } = form;
  const partyIds = [...new Set([leadOrganizationId, ...form.partyIds])];
  const known = await tx.organization.count({ where: { id: { in: partyIds } } });
  if (known < partyIds.length) {
    return refuse("bad-input", undefined, UNKNOWN_PARTY);
  }
  const now = clock();
  const matterId = ids();
  const taken = await tx.matter.findMany({ select: { slug: true } });
  const slug = freeSlug(name, "matter", (wanted) => taken.some((other) => other.slug === wanted));
  await tx.matter.create({
    data: {
      id: matterId,
      slug,
      title,
      narrative: narrative ?? "",
      ...agencyColumns(form),
      leadOrganizationId,
      createdById: actorId,
      createdAt: now,
    },
  });
  await tx.matterParty.createMany({
    data: partyIds.map((organizationId, position) => ({
      matterId,
      organizationId,
      position,
      addedAt: now,
    })),
  });
  await appendEvent(tx, now, {
    type: "matter.created",
    actorId,
    organizationId: leadOrganizationId,
    matterId,
    details: { title, leadOrganizationId, partyIds },
  });
  return done({ slug, matterId });
}
