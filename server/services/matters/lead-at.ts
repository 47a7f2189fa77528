import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { NOT_BROUGHT } from "#server/services/audit/brought.ts";
import { lineOf } from "#server/services/audit/lines.ts";

/**
 * The name of the organization that led a matter when a line of its record was written: the one that gave the
 * lead away first after it, or else the one that leads now.
 */
export async function leadAt(
  client: PrismaClient | Transaction,
  { matterId, line }: { readonly matterId: string; readonly line: number },
): Promise<string> {
  const handedOver = await client.auditEvent.findFirst({
    where: {
      matterId,
      type: "matter.lead-handed-over",
      sequence: { gt: line },
      ...NOT_BROUGHT,
    },
    orderBy: { sequence: "asc" },
  });
  if (!handedOver) {
    const { lead } = await client.matter.findUniqueOrThrow({
      where: { id: matterId },
      select: { lead: { select: { name: true } } },
    });
    return lead.name;
  }
  const { from } = lineOf(handedOver).details;
  const lead =
    typeof from === "string"
      ? await client.organization.findUnique({ where: { id: from }, select: { name: true } })
      : null;
  if (!lead) throw new Error(`line ${handedOver.sequence} names no organization that led`);
  return lead.name;
}
