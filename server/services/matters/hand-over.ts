import { partyForm } from "#app/domain/forms/matter.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { matterTo } from "./load.ts";

/**
 * Makes another party the lead: its staff then file and publish, its administrators choose parties
 * and required organizations. Existing filings keep their filer. Refuses `not-party`.
 */
export const handOverLead = command({
  on: matterTo("matter.hand-over-lead"),
  form: partyForm,
  async run({ tx, found: { row, facts }, form: { organizationId }, record, afterCommit }) {
    if (!facts.partyIds.has(organizationId)) return refuse("not-party");
    if (organizationId === facts.leadOrganizationId) {
      return refuse(
        "conflict",
        "That organization leads this matter already. Nothing was changed.",
      );
    }
    await tx.matter.update({
      where: { id: row.id },
      data: { leadOrganizationId: organizationId },
    });
    await record({
      type: "matter.lead-handed-over",
      organizationId,
      details: { from: facts.leadOrganizationId, to: organizationId },
    });
    afterCommit(({ rooms }) => rooms.revoke({ matterId: row.id }));
    return done();
  },
});
