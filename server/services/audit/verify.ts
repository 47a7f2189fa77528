import {
  CHAIN_START,
  verifyChain,
  type ChainHead,
  type ChainVerdict,
  type KeptHead,
} from "#app/domain/audit-event.ts";
import type { Database } from "#server/database/index.ts";
import { HEAD_ID } from "./append.ts";
import { sha256 } from "#server/digest.ts";
import { lineOf } from "./lines.ts";

/** Lines per query: hashing them blocks the event loop for some milliseconds. */
const LINES_PER_QUERY = 250;

/**
 * Verifies the whole chain, up to the head at the time of the call; else returns the first faulty
 * line. Works while people write.
 * @param kept heads that were stored elsewhere: somebody who rewrites the chain from a line on can
 * make it consistent again, but not reproduce these hashes.
 * @param from the first line to verify, for callers that only need the later ones.
 */
export async function verifyRecord(
  { client, write }: Pick<Database, "client" | "write">,
  { kept = [], from = 1 }: { readonly kept?: readonly KeptHead[]; readonly from?: number } = {},
): Promise<ChainVerdict> {
  // Both in one transaction, which holds the chain still: a line written in between would look
  // added.
  const { expected, heads, first, last, count } = await write(async (tx) => ({
    expected: await tx.auditHead.findUnique({ where: { id: HEAD_ID } }),
    heads: await tx.auditHead.count(),
    first: await tx.auditEvent.findFirst({ orderBy: { sequence: "asc" } }),
    last: await tx.auditEvent.findFirst({ orderBy: { sequence: "desc" } }),
    count: await tx.auditEvent.count(),
  }));
  if (!expected) return { intact: false, sequence: 1, why: "The head of the record is gone." };
  if (heads > 1) {
    const why = "The record has more than one head: one was added.";
    return { intact: false, sequence: expected.sequence, why };
  }
  if (first && first.sequence < 1) {
    const why = `Line ${first.sequence} was added: the record begins with line 1.`;
    return { intact: false, sequence: first.sequence, why };
  }
  const until = Math.max(last?.sequence ?? 0, expected.sequence);
  let head = await before(client, from);
  const numbered = kept.flatMap(({ sequence, hash }) =>
    sequence === null ? [] : [{ sequence, hash }],
  );
  const missing = new Set(kept.flatMap(({ sequence, hash }) => (sequence === null ? [hash] : [])));
  for (;;) {
    const rows = await client.auditEvent.findMany({
      where: { sequence: { gt: head.sequence, lte: until } },
      orderBy: { sequence: "asc" },
      take: LINES_PER_QUERY,
    });
    const whole = rows.length < LINES_PER_QUERY;
    const verdict = verifyChain(rows.map(lineOf), sha256, head, whole ? expected : undefined);
    if (!verdict.intact) return verdict;
    for (const { sequence, hash } of rows) {
      missing.delete(hash);
      if (numbered.some((one) => one.sequence === sequence && one.hash !== hash)) {
        return unlike(sequence);
      }
    }
    head = verdict.head;
    if (whole) break;
  }
  for (const hash of missing) {
    const why = `No line has the hash ${hash}, which was the head of the record when it was kept: the record was rewritten, or cut off.`;
    return { intact: false, sequence: head.sequence, why };
  }
  const beyond = numbered.find(({ sequence }) => sequence > head.sequence);
  if (beyond) {
    const why = `The record ends with line ${head.sequence}, and line ${beyond.sequence} was in it when its head was kept: lines were cut off.`;
    return { intact: false, sequence: head.sequence + 1, why };
  }
  if (count === head.sequence) return { intact: true, head };
  // Two lines with the same number at the edge of a query; only possible without the table's key.
  const why = `The record has ${count} lines and should have ${head.sequence}: a number stands twice.`;
  return { intact: false, sequence: head.sequence, why };
}

function unlike(sequence: number): ChainVerdict {
  const why = `Line ${sequence} has another hash than the head that was kept: the record was rewritten, from this line or one before it.`;
  return { intact: false, sequence, why };
}

/** The head before that line. */
async function before(client: Database["client"], line: number): Promise<ChainHead> {
  const where = { sequence: line - 1 };
  const last = line > 1 ? await client.auditEvent.findUnique({ where }) : null;
  return last ? { sequence: last.sequence, hash: last.hash } : CHAIN_START;
}
