import { createMatterForm, type CreateMatterForm } from "#app/domain/forms/matter.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { freeSlug } from "#app/domain/slug.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { command, permit, theActor } from "#server/services/command.ts";
import type { UnitOfWork } from "#server/services/transaction.ts";
import { agencyColumns } from "./agency.ts";
import { writePartyInvitations } from "./invite-party.ts";
import { IS_HERE } from "#server/services/organizations/stand-in.ts";

/**
 * Creates a matter led by an organization that the actor administers. The other organizations are
 * invited, and become parties when they accept.
 */
export const createMatter = command({
  on: theActor,
  form: createMatterForm,
  permission: ({ form }) => permit("matter.create", { organizationId: form.leadOrganizationId }),
  async run({ tx, at, ids, actor, form }) {
    return writeNewMatter({ tx, at, ids }, form, actor.userId);
  },
});

/**
 * Writes a matter of its lead alone, to which the other organizations are invited. The caller has
 * checked the permission.
 */
export async function writeNewMatter(
  { tx, at, ids }: Pick<UnitOfWork, "tx" | "at" | "ids">,
  form: CreateMatterForm,
  actorId: string,
  matterId?: string,
): Promise<Outcome<{ slug: string; matterId: string }>> {
  const { leadOrganizationId } = form;
  const askedIds = [...new Set(form.partyIds)].filter((id) => id !== leadOrganizationId);
  const organizations = await tx.organization.findMany({
    where: { id: { in: askedIds }, ...IS_HERE },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  if (organizations.length < askedIds.length) return refuse("bad-input", undefined, UNKNOWN_PARTY);
  const alone = { ...form, partyIds: [leadOrganizationId] };
  const written = await writeMatter(tx, { at, ids }, alone, actorId, { matterId });
  if (!written.ok) return written;
  await writePartyInvitations(tx, {
    matterId: written.value.matterId,
    organizations,
    by: actorId,
    at,
  });
  return written;
}

const UNKNOWN_PARTY = { partyIds: "Choose from the organizations shown." };

/**
 * Writes a matter in an open transaction, with these parties as if they had accepted. Refuses
 * nonexistent parties. The slug is made from the title, or from `name` if given. The caller has
 * checked the permission.
 */
export async function writeMatter(
  tx: Transaction,
  { at: now, ids }: Pick<UnitOfWork, "at" | "ids">,
  form: CreateMatterForm,
  actorId: string,
  {
    name = form.title,
    matterId = ids(),
  }: { readonly name?: string; readonly matterId?: string | undefined } = {},
): Promise<Outcome<{ slug: string; matterId: string }>> {
  const { title, narrative, leadOrganizationId } = form;
  const partyIds = [...new Set([leadOrganizationId, ...form.partyIds])];
  const known = await tx.organization.count({ where: { id: { in: partyIds }, ...IS_HERE } });
  if (known < partyIds.length) {
    return refuse("bad-input", undefined, UNKNOWN_PARTY);
  }
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
