import {
  canonicalDetails,
  CHAIN_START,
  verifyChain,
  type AuditLine,
  type ChainVerdict,
} from "../../../app/domain/audit-event";
import type { Database } from "../../database";
import { HEAD_ID, sha256 } from "./append";

/** Lines read at a time: a record of years does not fit in memory. */
const PIECE = 1_000;

/**
 * Whether the whole record is the chain that was written, up to the line that its head names when
 * the function is called; else the first line at fault. People may go on working meanwhile.
 */
export async function verifyRecord({ client, write }: Database): Promise<ChainVerdict> {
  // Both in one story, which holds the chain still: a line written in between would look added.
  const { expected, last } = await write(async (tx) => ({
    expected: await tx.auditHead.findUnique({ where: { id: HEAD_ID } }),
    last: await tx.auditEvent.findFirst({ orderBy: { sequence: "desc" } }),
  }));
  if (!expected) return { intact: false, sequence: 1, why: "The head of the record is gone." };
  const until = Math.max(last?.sequence ?? 0, expected.sequence);
  let head = CHAIN_START;
  for (;;) {
    const rows = await client.auditEvent.findMany({
      where: { sequence: { gt: head.sequence, lte: until } },
      orderBy: { sequence: "asc" },
      take: PIECE,
    });
    const whole = rows.length < PIECE;
    const verdict = verifyChain(rows.map(lineOf), sha256, head, whole ? expected : undefined);
    if (whole || !verdict.intact) return verdict;
    head = verdict.head;
  }
}

type Row = Omit<AuditLine, "details"> & { readonly details: string };

function lineOf(row: Row): AuditLine {
  return { ...row, details: detailsOf(row.details) };
}

/** Details that are not what `canonicalDetails` writes were changed, and must not hash as if not. */
function detailsOf(column: string): AuditLine["details"] {
  try {
    const details = JSON.parse(column) as AuditLine["details"];
    if (canonicalDetails(details) === column) return details;
  } catch {
    // Falls through: text that is no JSON was certainly changed.
  }
  return { changed: column };
}
