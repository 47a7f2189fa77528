import type { Actor } from "../../../app/domain/actor";
import { may, organizationsToSignFor } from "../../../app/domain/permissions";
import type { PrismaClient } from "../../database";
import { factsOfDocument, FOR_FACTS } from "../documents/load";
import { summarize } from "../documents/summary";
import { organizationTag } from "../organizations/tag";
import type { WaitingItem } from "../views";

/**
 * What waits for the actor in documents that have left the draft: sign-offs of organizations that
 * they review for and that have not signed the version under review, and approved documents that
 * they may file. What waits longest comes first.
 */
export async function waitingFor(client: PrismaClient, actor: Actor): Promise<WaitingItem[]> {
  const mine = actor.memberships.map((place) => place.organizationId);
  const rows = await client.document.findMany({
    where: {
      status: { in: ["in_review", "approved"] },
      matter: { parties: { some: { organizationId: { in: mine } } } },
    },
    include: {
      ...FOR_FACTS,
      signOffs: {
        where: { decision: "approved", voidedAt: null },
        select: { organizationId: true, versionId: true },
      },
    },
    orderBy: [{ statusAt: "asc" }, { id: "asc" }],
  });
  const items = await Promise.all(
    rows.map(async (row): Promise<WaitingItem[]> => {
      const facts = factsOfDocument(row);
      const signed = new Set(
        row.signOffs
          .filter(({ versionId }) => versionId === row.pinnedVersionId)
          .map(({ organizationId }) => organizationId),
      );
      const asked =
        facts.status === "in_review"
          ? organizationsToSignFor(actor, facts).filter((id) => !signed.has(id))
          : [];
      const files =
        facts.status === "approved" && may(actor, "document.file", { document: facts }).ok
          ? [facts.matter.leadOrganizationId]
          : [];
      if (asked.length + files.length === 0) return [];
      const [document] = await summarize(client, [row], facts.matter.partyIds);
      const organizations = await client.organization.findMany({
        where: { id: { in: [...asked, ...files] } },
        orderBy: [{ name: "asc" }, { id: "asc" }],
      });
      if (!document) return [];
      const { slug, title } = row.matter;
      return organizations.map((organization) => ({
        what: files.length > 0 ? "filing" : "sign-off",
        organization: organizationTag(organization),
        document,
        matter: { slug, title },
        since: row.statusAt.toISOString(),
      }));
    }),
  );
  return items.flat();
}
