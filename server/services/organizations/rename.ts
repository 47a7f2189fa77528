import { renameOrganizationForm } from "#app/domain/forms/organization.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command, organizationTo } from "#server/services/command.ts";
import { mergeDrafts } from "#server/services/documents/merge.ts";
import { nameTaken } from "./write.ts";

const NAMED = { name: true, city: true } as const;

/**
 * Corrects the name and the city of an organization, and with them the letterheads of the drafts of its
 * matters. What was approved or filed keeps the words that were signed; a public page says the new ones
 * with its next publication. Refuses `conflict` for the name of another organization.
 */
export const renameOrganization = command({
  on: organizationTo("organization.edit"),
  form: renameOrganizationForm,
  async run({ tx, at, actor, key: [id], form, record }) {
    const before = await tx.organization.findUnique({ where: { id }, select: NAMED });
    if (!before) return refuse("not-found");
    const after = { name: form.name, city: form.city ?? null };
    if (before.name === after.name && before.city === after.city) return done();
    const others = await tx.organization.findMany({
      where: { id: { not: id } },
      select: { name: true },
    });
    const taken = nameTaken(others, "name", after.name);
    if (taken) return refuse("conflict", `${taken} Nothing was changed.`, { name: taken });
    await tx.organization.update({ where: { id }, data: after });
    await record({ type: "organization.renamed", details: { before, after } });
    const parties = await tx.matterParty.findMany({
      where: { organizationId: id },
      select: { matterId: true },
      orderBy: { matterId: "asc" },
    });
    for (const { matterId } of parties) {
      await mergeDrafts(tx, { matterId }, { actorId: actor.userId, at, follows: "party" });
    }
    return done();
  },
});
