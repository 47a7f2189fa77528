import * as z from "zod";
import type { PrismaClient } from "#server/database/index.ts";

const voidedDetails = z.object({ organizationId: z.string() });

/** The organization whose going made the review of a document void last, and whether it left by itself. */
export async function whoWent(
  client: PrismaClient,
  documentId: string,
): Promise<{ readonly organization: string; readonly left: boolean } | null> {
  const line = await client.auditEvent.findFirst({
    where: { documentId, type: "document.review-voided" },
    orderBy: { sequence: "desc" },
  });
  const voided = voidedDetails.safeParse(line && JSON.parse(line.details));
  if (!line || !voided.success) return null;
  const { organizationId } = voided.data;
  const [organization, went] = await Promise.all([
    client.organization.findUnique({ where: { id: organizationId } }),
    client.auditEvent.findFirst({
      where: {
        matterId: line.matterId,
        organizationId,
        type: { in: ["matter.party-left", "matter.party-removed"] },
        sequence: { gt: line.sequence },
      },
      orderBy: { sequence: "asc" },
    }),
  ]);
  return organization && went
    ? { organization: organization.shortName, left: went.type === "matter.party-left" }
    : null;
}
