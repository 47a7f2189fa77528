import { partyForm } from "#app/domain/forms/matter.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { command, organizationTo, taking, type Recording } from "#server/services/command.ts";
import { matterTo } from "./load.ts";

/** No party is asked to lead. */
const NO_OFFER = { leadOfferedToId: null, leadOfferedById: null, leadOfferedAt: null };

const GONE =
  "The lead is not offered to your organization any more. Nothing was changed; load the page again to see what stands.";

/**
 * Asks another party to lead: nothing changes before one of its administrators accepts (M30). Asking another
 * one takes the first question back. Refuses `not-party`.
 */
export const offerLead = command({
  on: matterTo("matter.hand-over-lead"),
  form: partyForm,
  async run({ tx, at, actor, found: { row, subject }, form: { organizationId }, record }) {
    if (!subject.partyIds.has(organizationId)) return refuse("not-party");
    if (organizationId === subject.leadOrganizationId) {
      return refuse(
        "conflict",
        "That organization leads this matter already. Nothing was changed.",
      );
    }
    if (row.leadOfferedToId !== organizationId) {
      await dropOffer({ tx, record }, row.id, row.leadOfferedToId);
    }
    await tx.matter.update({
      where: { id: row.id },
      data: {
        leadOfferedToId: organizationId,
        leadOfferedById: actor.userId,
        leadOfferedAt: at,
      },
    });
    await record({ type: "matter.lead-offered", organizationId, details: {} });
    return done();
  },
});

/** Takes the question back. */
export const withdrawLead = command({
  on: matterTo("matter.hand-over-lead"),
  async run({ tx, found: { row }, record }) {
    const { id, leadOfferedToId: organizationId } = row;
    if (organizationId === null) {
      return refuse("stale", "The lead is not offered to anybody any more. Nothing was changed.");
    }
    await tx.matter.update({ where: { id }, data: NO_OFFER });
    await record({ type: "matter.lead-offer-withdrawn", organizationId, details: {} });
    return done();
  },
});

/**
 * Takes the lead for an organization that was asked: its staff then file and publish, its administrators
 * choose parties and required organizations. Existing filings keep their filer. Refuses `stale` where it is
 * not asked any more.
 */
export const acceptLead = command({
  on: organizationTo("matter.accept"),
  takes: taking<[matterId: string]>(),
  async run({ tx, key: [organizationId], extra: [matterId], record, afterCommit }) {
    const matter = await tx.matter.findUnique({ where: { id: matterId } });
    if (matter?.leadOfferedToId !== organizationId) return refuse("stale", GONE);
    if (matter.archivedAt !== null) return refuse("archived");
    await tx.matter.update({
      where: { id: matterId },
      data: { ...NO_OFFER, leadOrganizationId: organizationId },
    });
    await record({
      type: "matter.lead-handed-over",
      matterId,
      details: { from: matter.leadOrganizationId, to: organizationId },
    });
    afterCommit(({ rooms }) => rooms.revoke({ matterId }));
    return done({ slug: matter.slug });
  },
});

/** Declines for an organization, which stays a party. */
export const declineLead = command({
  on: organizationTo("matter.accept"),
  takes: taking<[matterId: string]>(),
  async run({ tx, key: [organizationId], extra: [matterId], record }) {
    const matter = await tx.matter.findUnique({ where: { id: matterId } });
    if (matter?.leadOfferedToId !== organizationId) return refuse("stale", GONE);
    await tx.matter.update({ where: { id: matterId }, data: NO_OFFER });
    await record({ type: "matter.lead-declined", matterId, details: {} });
    return done();
  },
});

/** Takes the question back from an organization, where it is asked: another one is, or it is no party any more. */
export async function dropOffer(
  { tx, record }: Recording & { readonly tx: Transaction },
  matterId: string,
  organizationId: string | null,
): Promise<void> {
  if (organizationId === null) return;
  const { count } = await tx.matter.updateMany({
    where: { id: matterId, leadOfferedToId: organizationId },
    data: NO_OFFER,
  });
  if (count === 0) return;
  await record({ type: "matter.lead-offer-withdrawn", organizationId, details: {} });
}
