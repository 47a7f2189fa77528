import { BROUGHT_FROM, type AuditEventType } from "#app/domain/audit-event.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/**
 * The condition on lines that what they tell was done here. For whatever believes a line, or tells people of
 * it as news: a line that came with an archive says what a stranger wrote (A3). Details are canonical JSON: a
 * name of its own stands there so, and a quoted one with backslashes.
 */
export const NOT_BROUGHT = { NOT: { details: { contains: `"${BROUGHT_FROM}":"` } } } as const;

/** The condition on lines that they came with an archive. */
export const BROUGHT = { details: { contains: `"${BROUGHT_FROM}":"` } } as const;

/** Those of the lines that came with an archive. */
export async function broughtAmong(
  client: PrismaClient | Transaction,
  sequences: readonly number[],
): Promise<ReadonlySet<number>> {
  if (sequences.length === 0) return new Set();
  const rows = await client.auditEvent.findMany({
    where: { sequence: { in: [...sequences] }, ...BROUGHT },
    select: { sequence: true },
  });
  return new Set(rows.map(({ sequence }) => sequence));
}

const FILED: readonly AuditEventType[] = ["document.filed", "document.brought-in"];

/** Those of the documents that were filed as an archive says, and not here. */
export async function filedElsewhere(
  client: PrismaClient | Transaction,
  of: { readonly documentIds: readonly string[] } | { readonly matterId: string },
): Promise<ReadonlySet<string>> {
  const among =
    "matterId" in of ? { matterId: of.matterId } : { documentId: { in: [...of.documentIds] } };
  const rows = await client.auditEvent.findMany({
    where: { ...among, type: { in: [...FILED] }, ...BROUGHT },
    select: { documentId: true },
  });
  return new Set(rows.flatMap(({ documentId }) => documentId ?? []));
}
