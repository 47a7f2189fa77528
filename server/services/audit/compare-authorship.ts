import type { RecordMismatch } from "#app/domain/compare-document.ts";
import { decodeAuthorship } from "#app/protocol/authorship.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

const ROWS_PER_QUERY = 500;

/**
 * Compares who wrote each piece of a draft with whom the Yjs client belongs to that wrote it (R7): the
 * two are stored apart, and lines hold the second. Who took words out is in no second place.
 */
export async function compareAuthorship(
  { client }: { readonly client: PrismaClient | Transaction },
  documentId: string,
): Promise<RecordMismatch[]> {
  const found: RecordMismatch[] = [];
  // Before the owners: a row that stands now has its owner by now.
  const rows: { sequence: number; userId: string; ranges: Uint8Array }[] = [];
  for (let after = { sequence: -1, userId: "" }; ;) {
    const page = await client.draftAuthorship.findMany({
      where: {
        documentId,
        OR: [
          { sequence: { gt: after.sequence } },
          { sequence: after.sequence, userId: { gt: after.userId } },
        ],
      },
      orderBy: [{ sequence: "asc" }, { userId: "asc" }],
      take: ROWS_PER_QUERY,
      select: { sequence: true, userId: true, ranges: true },
    });
    rows.push(...page);
    after = page.at(-1) ?? after;
    if (page.length < ROWS_PER_QUERY) break;
  }
  const tail = await client.draftUpdate.findMany({
    where: { documentId, userId: { not: null } },
    select: { sequence: true, userId: true, ranges: true },
  });
  for (const { sequence, userId, ranges } of tail) {
    if (userId !== null && ranges !== null) rows.push({ sequence, userId, ranges });
  }
  const bindings = await client.draftBinding.findMany({ where: { documentId } });
  const owners = new Map(bindings.map(({ clientId, userId }) => [Number(clientId), userId]));
  for (const { sequence, userId, ranges } of rows) {
    const why = faultOf(owners, userId, ranges);
    if (why !== null) {
      found.push({ line: null, why: `who wrote its piece ${sequence} ${why}` });
    }
  }
  return found;
}

function faultOf(
  owners: ReadonlyMap<number, string>,
  userId: string,
  ranges: Uint8Array,
): string | null {
  let clients;
  try {
    clients = [...decodeAuthorship(ranges).inserted.keys()];
  } catch {
    // Bytes that no release of ours wrote: that is the finding.
    return "can’t be read";
  }
  return clients.every((id) => owners.get(id) === userId)
    ? null
    : "is not the person whose client wrote it";
}
