import {
  canonicalDetails,
  CHAIN_START,
  nextLine,
  type AuditEvent,
  type ChainHead,
} from "#app/domain/audit-event.ts";
import { sha256 } from "#server/digest.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** The one row of AuditHead. */
export const HEAD_ID = 1;

/** Where the record stands; its start where nothing was ever recorded. */
export async function headOf(client: PrismaClient | Transaction): Promise<ChainHead> {
  const head = await client.auditHead.findUnique({ where: { id: HEAD_ID } });
  return head ? { sequence: head.sequence, hash: head.hash } : CHAIN_START;
}

/** What happened; who and what it concerns is null where it is left out. */
export type NewEvent = Pick<AuditEvent, "type" | "actorId" | "details"> &
  Partial<Pick<AuditEvent, "organizationId" | "matterId" | "documentId">>;

/** What was appended in each open transaction, whichever function appended it. */
const appended = new WeakMap<Transaction, NewEvent[]>();

/** The events that were appended in that transaction so far, in their order. */
export function eventsAppendedIn(tx: Transaction): readonly NewEvent[] {
  return appended.get(tx) ?? [];
}

/**
 * Appends one line to the record, in the transaction that does what the line tells of: both are there
 * or neither. `tx` comes from `database.write`, which has locked the head of the chain, so that no two
 * transactions can follow the same line. Answers the line's number.
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
  const events = appended.get(tx);
  if (events) events.push(event);
  else appended.set(tx, [event]);
  return line.sequence;
}
