import { PARTY_LIMIT, partyForm } from "#app/domain/forms/matter.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import type { Transaction } from "#server/database/index.ts";
import { command } from "#server/services/command.ts";
import { matterTo } from "./load.ts";
import { IS_HERE } from "#server/services/organizations/stand-in.ts";

/**
 * Invites an organization to a matter. Until one of its administrators accepts, it only sees the
 * matter's title, its lead and the inviter.
 */
export const inviteParty = command({
  on: matterTo("matter.change-parties"),
  form: partyForm,
  async run({ tx, at, actor, found: { row, subject }, form: { organizationId } }) {
    const organization = await tx.organization.findUnique({
      where: { id: organizationId, ...IS_HERE },
    });
    if (!organization) {
      const sentence = "Choose from the organizations shown.";
      return refuse("bad-input", undefined, { organizationId: sentence });
    }
    if (subject.partyIds.has(organizationId)) {
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
    if (subject.partyIds.size + asked.length >= PARTY_LIMIT) {
      return refuse(
        "too-large",
        `A matter can have at most ${PARTY_LIMIT} parties. Nothing was changed; remove another first.`,
      );
    }
    const organizations = [organization];
    await writePartyInvitations(tx, { matterId: row.id, organizations, by: actor.userId, at });
    return done();
  },
});

/**
 * Writes the invitations of these organizations in an open transaction. The caller has checked the
 * permission.
 */
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
