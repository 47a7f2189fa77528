import { createHash } from "node:crypto";
import {
  canonicalDetails,
  CHAIN_START,
  nextLine,
  type AuditEvent,
  type ChainHead,
} from "#app/domain/audit-event.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** The one row of AuditHead. */
export const HEAD_ID = 1;

/** SHA-256 of the text's UTF-8, in lower-case hexadecimal. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** Where the record stands; its start where nothing was ever recorded. */
export async function headOf(client: PrismaClient | Transaction): Promise<ChainHead> {
  const head = await client.auditHead.findUnique({ where: { id: HEAD_ID } });
  return head ? { sequence: head.sequence, hash: head.hash } : CHAIN_START;
}

/** What happened; who and what it concerns is null where it is left out. */
export type NewEvent = Pick<AuditEvent, "type" | "actorId" | "details"> &
  Partial<Pick<AuditEvent, "organizationId" | "matterId" | "documentId">>;

/**
 * Appends one line to the record, as part of the story that it tells of: both are there or neither.
 * `tx` comes from `database.write`, which has locked the head of the chain, so that no two stories
 * can follow the same line. Answers the line's number.
 */
export async function appendEvent(tx: Transaction, at: Date, event: NewEvent): Promise<number> {
  const head = await tx.auditHead.findUniqueOrThrow({ where: { id: HEAD_ID } });
  const { organizationId = null, matterId = null, documentId = null } = event;
  const line = nextLine(head, { ...event, at, organizationId, matterId, documentId }, sha256);
  await tx.auditEvent.create({ data: { ...line, details: canonicalDetails(line.details) } });
  await tx.auditHead.update({
    where: { id: HEAD_ID },
    data: { sequence: line.sequence, hash: line.hash },
  });
  return line.sequence;
}
